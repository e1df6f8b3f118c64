/** What `up` asks of machines before it changes anything on them. */
import { TargetError } from '../../base/target-error';
import { findingsOf, type MachineFinding, unasked } from '../../provision/machines/check/finding';
import { standingOn } from '../../provision/machines/up/standing';
import { askMachine } from './ask-machine';
import type { MachinesStack } from './machines-stack';

/** Machines that cannot become the cluster: the check's findings say why. Nothing was changed on them. */
export class UnreadyMachinesError extends TargetError {
  constructor(readonly findings: readonly MachineFinding[]) {
    const machines = new Set(findings.map(({ machine }) => machine)).size;
    super(
      `${machines} of the machines cannot become the cluster yet (${findings.length} findings); nothing was changed`,
      'Mend what was found, as testbed machines check says it, and do the same again',
    );
    this.name = 'UnreadyMachinesError';
  }
}

/**
 * Checks the machines that are not the testbed's yet: what it has put on the others is no finding.
 * @param onUnasked called for what could not be asked and keeps nobody from going on
 * @throws UnreadyMachinesError
 */
export async function refuseUnready(
  { cluster, nodes }: Pick<MachinesStack, 'cluster' | 'nodes'>,
  onUnasked: (finding: MachineFinding) => void = () => {},
): Promise<void> {
  const asked = await Promise.all(
    nodes.map(async (node) => {
      const { generation, id } = await standingOn(node);
      return generation === undefined ? askMachine(node, cluster) : { name: node.name, troubles: [], id };
    }),
  );
  const findings = findingsOf(asked);
  const holds = ({ code }: MachineFinding) => code === 'unreadable' || !unasked.has(code);
  const wrong = findings.filter(holds);
  if (wrong.length > 0) throw new UnreadyMachinesError(wrong);
  for (const finding of findings) onUnasked(finding);
}
