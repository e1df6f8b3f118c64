import { type Check, checkMatrix, judgePrediction } from '../../lib/check';
import type { Datapath, Host } from '../../lib/datapath';
import type { NewLab } from '../../lib/lab/lab';
import type { TestbedSpecInput } from '../../lib/plan';
import type { Testbed } from '../../lib/testbed';
import { failingPairs, inLab, judged, outputIn, runIn, setting } from '../support/labs';
import { describeLab, testWithFeatures } from '../support/namespaces';

/** The datapath with one host changed. */
function edited({ hosts, ...rest }: Datapath, name: string, edit: (host: Host) => Partial<Host>): Datapath {
  return { ...rest, hosts: hosts.map((host) => (host.name === name ? { ...host, ...edit(host) } : host)) };
}

/** Which endpoint of a Service is asked is left to chance: the walk says only who may answer. */
const isDecided = ({ predicted }: Check) => predicted.answers === undefined;

/** The pairs that fail in the lab, which must be those that fail in the walk over the edited state. */
async function alike(lab: NewLab, walked: Testbed): Promise<string[]> {
  const predicted = checkMatrix(walked).filter(isDecided).map(judgePrediction);
  const seen = (await judged(lab, walked)).filter(isDecided);
  const observed = failingPairs(seen, (check) => check.observed?.reachable === false);
  expect(observed).toEqual(failingPairs(predicted, (check) => check.predicted.reachable === false));
  return observed;
}

/** Edits the kernel and the data alike; the pairs that then fail must be those that the walk over the data says. */
async function sameFailures(
  spec: TestbedSpecInput,
  host: string,
  command: (host: Host) => string[],
  edit: (host: Host) => Partial<Host>,
): Promise<string[]> {
  return inLab(spec, async (lab) => {
    const state = lab.testbed.datapath.hosts.find(({ name }) => name === host)!;
    runIn(lab, host, ...command(state));
    const walked = { ...lab.testbed, datapath: edited(lab.testbed.datapath, host, edit) };
    return alike(lab, walked);
  });
}

const tunnel = (host: Host) => host.links.find(({ type }) => type === 'vxlan')!.name;

describeLab('a change to the state of a running lab', () => {
  test('a forwarding entry less fails exactly the pairs that the walk says', async () => {
    const pairs = await sameFailures(
      {},
      'worker-1',
      ({ forwarding: [entry] }) => [
        'bridge',
        'fdb',
        'del',
        entry!.mac,
        'dev',
        entry!.link,
        'dst',
        `${entry!.destination}`,
      ],
      ({ forwarding }) => ({ forwarding: forwarding.slice(1) }),
    );
    expect(pairs).toContain('pod:worker-1/0 → pod:control-plane-1/0');
    expect(pairs).not.toContain('pod:worker-1/0 → pod:worker-2/0');
  });

  test('a route less fails exactly the pairs that the walk says', async () => {
    const pairs = await sameFailures(
      { mode: 'host-gw' },
      'worker-2',
      () => ['ip', 'route', 'del', '10.244.1.0/24'],
      ({ routes }) => ({ routes: routes.filter(({ destination }) => `${destination}` !== '10.244.1.0/24') }),
    );
    expect(pairs).toContain('pod:worker-2/1 → pod:worker-1/0');
  });

  test('a neighbour entry less fails exactly the pairs that the walk says', async () => {
    const pairs = await sameFailures(
      {},
      'worker-1',
      (host) => ['ip', 'neigh', 'del', '10.244.2.0', 'dev', tunnel(host)],
      ({ neighbours }) => ({ neighbours: neighbours.filter(({ address }) => `${address}` !== '10.244.2.0') }),
    );
    expect(pairs).toContain('node:worker-1 → pod:worker-2/0');
  });

  test('forwarding turned off fails exactly the pairs that the walk says', async () => {
    const pairs = await sameFailures(
      { cni: 'calico' },
      'worker-1',
      () => setting('ipv4/ip_forward', '0'),
      ({ sysctls }) => ({ sysctls: { ...sysctls, 'ipv4/ip_forward': '0' } }),
    );
    expect(pairs).toContain('pod:worker-2/0 → pod:worker-1/0');
    expect(pairs).not.toContain('pod:worker-2/0 → pod:control-plane-1/0');
  });

  testWithFeatures(
    ['bird'],
    'a killed BIRD fails exactly the pairs whose routes its neighbours take back',
    async () => {
      await inLab({ cni: 'calico', mode: 'bgp' }, async (lab) => {
        runIn(lab, 'worker-1', 'birdc', '-s', '/run/cni-testbed/worker-1.ctl', 'show', 'protocols');
        runIn(lab, 'worker-1', 'sh', '-c', 'kill -9 "$(cat /run/cni-testbed/worker-1.pid)"');
        const share = '10.244.1.0/24';
        const hosts = lab.testbed.datapath.hosts.map((host) =>
          host.name === 'worker-1'
            ? host
            : { ...host, routes: host.routes.filter(({ destination }) => `${destination}` !== share) },
        );
        const walked = { ...lab.testbed, datapath: { ...lab.testbed.datapath, hosts } };
        for (const neighbour of ['control-plane-1', 'worker-2'])
          while (outputIn(lab, neighbour, 'ip', 'route', 'show', share) !== '')
            await new Promise((resolve) => setTimeout(resolve, 20));
        const observed = await alike(lab, walked);
        expect(observed).toContain('pod:worker-2/0 → pod:worker-1/0');
        expect(observed).not.toContain('pod:worker-2/0 → pod:control-plane-1/0');
      });
    },
  );
});
