import { runFaults } from '../../lib/run';
import { describeLab } from '../support/namespaces';

/** One of each kind; `testbed faults` runs them all. */
const kinds = [
  'tunnel-port-blocked',
  'route-to-wrong-node',
  'duplicate-pod-address',
  'frag-needed-suppressed',
  'node-source-rewritten',
  'proxy-arp-off',
  'node-dead',
  'policy-drop',
];

describeLab('faults in real labs', () => {
  test('are found, named and as predicted', async () => {
    const { rows, summary } = await runFaults(
      { input: {} },
      { everyMode: true, only: [...kinds, 'packet-loss'], seed: 4 },
    );
    const missed = rows.filter(
      ({ outcome, diagnosis, pairs }) => outcome !== 'detected' || !diagnosis.right || pairs?.same === false,
    );
    expect(missed).toEqual([]);
    expect(summary.tried).toBe(kinds.length + 1);
  });
}, ['nft', 'vxlan']);
