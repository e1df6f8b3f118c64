import { diff, entryTexts } from '../../state';
import type { Testbed } from '../../testbed';
import type { StateReport } from '../state';

/** An entry that a fault has changed: `computed` as it should be, `real` as it is. */
export type EditedEntry = Pick<StateReport['diff'][number], 'host' | 'kind' | 'key' | 'computed' | 'real'>;

/** What the fault in a testbed has changed; empty where there is none. @param testbed absent: not known */
export function editsOfFault(testbed: Testbed | undefined): EditedEntry[] {
  if (!testbed?.fault) return [];
  return diff(testbed.fault.intended, testbed.datapath).differences.map((one) => ({
    ...{ host: one.host, kind: one.kind, key: one.key },
    ...entryTexts(one),
  }));
}
