import { cnis } from '../../cni';
import type { TestbedSpec } from '../../plan';
import type { Comparison } from '../../results';
import { type EveryModeOptions, runEveryMode } from '../many/every-mode';

/** Runs a cluster of one zone with every CNI that connects its nodes, in every mode, one family. @throws as `runEveryMode` does */
export async function connectedModes(
  { workers, podsPerNode, firstNodeHost }: TestbedSpec,
  options: EveryModeOptions,
): Promise<Comparison> {
  const input = { workers, podsPerNode, firstNodeHost, ipFamily: 'ipv4' } as const;
  const connecting = cnis.filter(({ modes }) => modes.every(({ connects = true }) => connects));
  const runs: Comparison[] = [];
  for (const { name } of connecting)
    runs.push(await runEveryMode({ input }, { ...options, cni: name, zones: 1 }));
  const [first] = runs as [Comparison, ...Comparison[]];
  return { ...first, rows: runs.flatMap(({ rows }) => rows), runs: runs.flatMap(({ runs }) => runs) };
}
