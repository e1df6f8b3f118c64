import type { NodeRole } from '../../../plan';
import type { CloudExchange } from '../../exchange/exchange';
import { listedIn, openListed } from './listed';

/** Where people find the exchange of such machines: on the first control plane, as `NODE:PATH`. */
export const exchangeOn = (nodes: readonly { readonly name: string; readonly role: NodeRole }[]): string =>
  `${nodes.find(({ role }) => role === 'control-plane')?.name}:/var/lib/testbed/exchange`;

/** The exchange of machines that one has: a stack's output lists them. `up` has connections to them already. */
export const machinesExchange: CloudExchange<'machines'> = {
  outputs: ['machines'],
  open: (_, { machines }) => openListed(machines),
  urlOf: ({ machines }) => exchangeOn(listedIn(machines)),
  console: 'the machine itself, and journalctl -u testbed-boot there',
  session: 'ssh, as the spec says',
  commands: {
    rerun: 'testbed machines rerun',
    wait: 'testbed machines up',
    look: 'testbed machines up, which waits for it',
    nodes: 'kubectl get nodes on the first control plane',
    later: 'testbed machines up waits for it again, and shows what it found',
  },
  afterFailure: {
    final: 'It tries no more: mend the cause, then testbed machines reset, and up',
    goesOn:
      'It goes on trying by itself, and testbed machines up waits again; testbed machines reset ends it',
  },
};
