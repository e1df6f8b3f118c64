/** What `up` and `swap` ask of machines before they change anything on them, and after a reset. */
import type { MachineCluster } from '../../provision/machine-cluster';
import {
  findingsOf,
  type MachineFinding,
  type Trouble,
  unasked,
} from '../../provision/machines/check/finding';
import type { Look } from '../../provision/machines/up/prepare';
import { askMachine } from './ask-machine';
import { UnreadyMachinesError } from './unready';

/** What a node that runs is found by; a reset takes it away. */
const ofNodes: ReadonlySet<Trouble['code']> = new Set(['kubernetes', 'port', 'cni-leftover']);

/** What could not be asked of these. */
const ofNodesUnasked: ReadonlySet<Trouble['code']> = new Set(['unreadable', 'ports-unread', 'state-unread']);

/**
 * Who looks: at machines that are not the testbed's yet for all that the check finds, at those that will be reset for all that
 * the node on them is not the cause of, and at those that were reset for what a node leaves.
 * @param onUnasked called for what could not be asked and keeps nobody from going on
 * @returns a function that throws UnreadyMachinesError
 */
export function lookingAt(
  cluster: MachineCluster,
  onUnasked: (finding: MachineFinding) => void = () => {},
): Look {
  return async (moment, found) => {
    const asked = await Promise.all(
      found.map(async ({ node, standing }) => {
        const { name } = node;
        if (moment === 'at-first' && standing.generation !== undefined)
          return { name, troubles: [], id: standing.id };
        const { troubles, id } = await askMachine(node, cluster);
        return { name, troubles: troubles.filter(({ code }) => counts[moment](code)), id };
      }),
    );
    const findings = findingsOf(asked);
    const wrong = findings.filter(({ code }) => code === 'unreadable' || !unasked.has(code));
    if (wrong.length > 0) throw new UnreadyMachinesError(wrong, moment === 'after-reset');
    for (const finding of findings) onUnasked(finding);
  };
}

/** What counts when. A machine that was a node has its room: packages and images are there. */
const counts: Readonly<Record<Parameters<Look>[0], (code: Trouble['code']) => boolean>> = {
  'at-first': () => true,
  'before-reset': (code) => !ofNodes.has(code) && !unasked.has(code) && code !== 'disk',
  'after-reset': (code) => ofNodes.has(code) || ofNodesUnasked.has(code),
};
