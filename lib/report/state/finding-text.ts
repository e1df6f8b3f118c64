import { named } from '../../base/lists';
import type { StateReport } from '../../results';

/** What is wrong on a machine besides single entries, in a sentence without its full stop. */
export function findingText(finding: NonNullable<StateReport['findings']>[number]): string {
  switch (finding.code) {
    case 'port-taken':
      return `${finding.link} on ${finding.host} cannot be used: ${finding.holder} holds its UDP port ${finding.port}. Delete ${finding.holder} (ip link del dev ${finding.holder}), or reboot the node`;
    case 'left-over':
      return `left on ${finding.host} by ${finding.owner}, which is not the CNI that runs: ${named(finding.entries)}`;
  }
}
