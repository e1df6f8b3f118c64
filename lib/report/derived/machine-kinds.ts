import type { Results } from '../../results';
import { counted } from '../style';

/** `3 machines: c6in.large in us-east-1a, placement group lab, kernel 6.17.0`: those that are alike in one line. */
export function machineKinds({ machines = [] }: Pick<Results, 'machines'>): string[] {
  const counts = new Map<string, number>();
  for (const { type, zone, placementGroup, kernel } of machines) {
    const what = [
      [type, zone && `in ${zone}`].filter(Boolean).join(' '),
      placementGroup && `placement group ${placementGroup}`,
      `kernel ${kernel}`,
    ];
    const kind = what.filter(Boolean).join(', ');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${counted(count, 'machine')}: ${kind}`);
}
