/** What makes numbers mean less than they seem to, found before anything is measured. Pure functions over conditions. */
import type { Guard } from '../file/guard';
import { instanceGuards, placementGuards } from './instances';
import type { Measurable } from './measurable';
import { machineGuards, settingGuards } from './sameness';

export type { Measurable, MeasurableNode } from './measurable';

/** Two nodes at least, as else nothing is between them. */
const fewestWorkers = 2;
/** Share of a node's processors that other programs may keep busy. */
const mostBusy = 0.1;

/** What shows before anything is made: what the API and the cloud say of the nodes. */
export function nodeGuards(subjects: readonly Measurable[]): Guard[] {
  return [
    ...subjects
      .filter(({ workers }) => workers < fewestWorkers)
      .map(({ id, workers }): Guard => ({ code: 'few-workers', subject: id, workers })),
    ...instanceGuards(subjects),
    ...placementGuards(subjects),
    ...machineGuards(subjects),
  ];
}

/** What shows when something runs on the nodes. */
export function placeGuards(subjects: readonly Measurable[]): Guard[] {
  return [
    ...settingGuards(subjects),
    ...subjects.flatMap(({ id, nodes }) => [
      ...nodes
        .filter(({ busy = 0 }) => busy > mostBusy)
        .map(({ name, busy }): Guard => ({ code: 'busy', subject: id, node: name, share: busy! })),
      ...governorsOf(nodes).map((governor): Guard => ({ code: 'governor', subject: id, governor })),
    ]),
  ];
}

/** Those that follow the load. */
function governorsOf(nodes: Measurable['nodes']): string[] {
  return [...new Set(nodes.flatMap(({ governor }) => governor ?? []))].filter(
    (governor) => governor !== 'performance',
  );
}
