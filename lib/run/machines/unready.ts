import { TargetError } from '../../base/target-error';
import type { MachineFinding } from '../../provision/machines/check/finding';

/** Machines that cannot become the cluster: the check's findings say why. */
export class UnreadyMachinesError extends TargetError {
  constructor(
    readonly findings: readonly MachineFinding[],
    /** Whether their old cluster has been taken off them already; else nothing was changed. */
    readonly wereReset: boolean,
  ) {
    const machines = new Set(findings.map(({ machine }) => machine)).size;
    const state = wereReset ? 'their old cluster is gone, and no new one was begun' : 'nothing was changed';
    super(
      `${machines} of the machines cannot become the cluster yet (${findings.length} findings); ${state}`,
      'Mend what was found, as testbed machines check says it, and do the same again',
    );
    this.name = 'UnreadyMachinesError';
  }
}
