import type { CloudExchange } from '../../exchange/exchange';

/** What people are told of the exchange of machines that one has. `up` has the connections: it opens none by itself. */
export const machinesExchange: CloudExchange<never> = {
  outputs: [],
  open: () => {
    throw new Error('the exchange of machines needs connections to them');
  },
  urlOf: () => 'FIRST-CONTROL-PLANE:/var/lib/testbed/exchange',
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
