import { checkMatrix } from '../../lib/check';
import type { Host } from '../../lib/datapath';
import { agentEndpoint } from '../../lib/lab/agent/agent-protocol';
import { buildLab } from '../../lib/lab/lab';
import { withoutNat } from '../../lib/lab/realise/fitted';
import { failures, inLab, judged, testbedOf } from '../support/labs';
import { describeLab } from '../support/namespaces';

const ofServices = (id: string) => id.startsWith('service/');

describeLab('Services of a lab', () => {
  test.each([
    ['iptables', 'flannel'],
    ['nftables', 'flannel'],
    ['ebpf', 'cilium'],
  ])('are reached from every pod and node (%s)', async (dataPlane, cni) => {
    await inLab({ cni, dataPlane, ipFamily: 'dual', services: true }, async (lab) => {
      const checks = (await judged(lab)).filter(({ id }) => ofServices(id));
      expect(failures(checks)).toEqual([]);
      const count = (id: string) =>
        checks.filter((check) => check.id === id && check.verdict === 'pass').length;
      // two protocols and two families; nine clients, two nodes for each, three pods that reach themselves
      expect(['cluster-ip', 'node-port', 'hairpin', 'local'].map((id) => count(`service/${id}`))).toEqual([
        36, 72, 12, 24,
      ]);
    });
  });

  test('stand beside the ports of Kubernetes, which every pod, node and control plane reaches', async () => {
    await inLab({ controlPlanes: 2, workers: 1, ipFamily: 'dual', services: true }, async (lab) => {
      const checks = (await judged(lab)).filter(({ id }) => id.startsWith('control/'));
      expect(failures(checks)).toEqual([]);
      const count = (id: string) =>
        checks.filter((check) => check.id === id && check.verdict === 'pass').length;
      // nine ask two control planes, which do not ask themselves; IPv6 likewise
      expect([count('control/api-server'), count('control/kubelet')]).toEqual([50, 8]);
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
    });
  });

  test('have names that every pod and node gets from the name servers, over both protocols and families', async () => {
    await inLab({ ipFamily: 'dual', services: true }, async (lab) => {
      const checks = (await judged(lab)).filter(({ id }) => id === 'dns');
      expect(failures(checks)).toEqual([]);
      // nine ask; a series of ten has two answers each, and TCP is asked once
      const answers = (protocol: string) =>
        checks
          .filter((check) => check.to === 'dns:kubernetes' && check.protocol === protocol)
          .map(({ observed }) => observed?.times?.answers);
      expect([answers('udp'), answers('tcp')]).toEqual([Array(18).fill(20), Array(18).fill(2)]);
      const pods = ['control-plane-1', 'worker-1', 'worker-2'].map((node) => `pod:${node}/0`);
      const addresses = ({ family }: (typeof checks)[number]) =>
        lab.testbed.datapath.endpoints
          .flatMap(({ id, address }) => (pods.includes(id) ? [`${address[family]}`] : []))
          .sort();
      const headless = checks.filter(({ to }) => to === 'dns:headless');
      expect(headless).toHaveLength(36);
      expect(headless.map(({ observed }) => observed?.addresses)).toEqual(headless.map(addresses));
    });
  });

  test('have names that fail, as predicted, where nothing translates for the name servers', async () => {
    const testbed = testbedOf({ workers: 1, services: true });
    const hosts = testbed.datapath.hosts.map(
      (host): Host => (host.name === 'worker-1' ? { ...host, services: undefined } : host),
    );
    const lab = await buildLab(`names-${process.pid}`, {
      ...testbed,
      datapath: { ...testbed.datapath, hosts },
    });
    try {
      const checks = (await judged(lab)).filter(({ id }) => id === 'dns');
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
      const failing = new Set(checks.filter(({ verdict }) => verdict === 'fail').map(({ from }) => from));
      expect([...failing].sort()).toEqual(['node:worker-1', 'pod:worker-1/0', 'pod:worker-1/1']);
    } finally {
      await lab.end();
    }
  });

  test('say nothing of the sizes that pass to a node whose NodePorts nobody reaches', async () => {
    await inLab({ cni: 'none', mode: 'no-routes', services: true }, async (lab) => {
      const checks = await judged(lab);
      const ofNodes = checks.filter(
        ({ id, from, to }) => id === 'mtu/path' && from.startsWith('node:') && to.startsWith('node:'),
      );
      expect(ofNodes.map(({ verdict }) => verdict)).toEqual(Array(6).fill('pass'));
    });
  });

  test('are not asked where the machine has something else on a port behind them, which is no failure', async () => {
    await inLab({ workers: 1, services: true }, async (lab) => {
      const pod = lab.testbed.datapath.endpoints.find(({ id }) => id === 'pod:worker-1/0')!;
      const taken = { ...agentEndpoint(pod), id: 'taken', namespace: pod.host };
      const { endpoints } = lab.testbed.datapath;
      const report = await lab.agent.ask({
        do: 'listen',
        endpoints: [taken, ...endpoints.map(agentEndpoint)],
      });
      expect(report.lacks.map(({ lack }) => [lack.endpoint, lack.error])).toEqual([
        ['pod:worker-1/0', 'EADDRINUSE'],
      ]);
    });
  });

  test('answer from the same bridge only where it asks the rules of IP, as predicted', async () => {
    const testbed = testbedOf({ workers: 1, services: true });
    const hosts = testbed.datapath.hosts.map(
      (host): Host =>
        host.name === 'worker-1'
          ? { ...host, sysctls: { ...host.sysctls, 'bridge/bridge-nf-call-iptables': '0' } }
          : host,
    );
    const lab = await buildLab(`services-${process.pid}`, {
      ...testbed,
      datapath: { ...testbed.datapath, hosts },
    });
    try {
      const checks = await judged(lab);
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
      const failing = checks.filter(({ verdict, id }) => verdict === 'fail' && id === 'service/local');
      expect(failing.map(({ from, protocol }) => `${from} ${protocol}`)).toEqual([
        'pod:worker-1/1 tcp',
        'pod:worker-1/1 udp',
      ]);
    } finally {
      await lab.end();
    }
  });
}, ['nft']);

test('Services are not asked where nft is missing, and the report says so', () => {
  const testbed = testbedOf({ services: true });
  const checks = checkMatrix({ ...testbed, datapath: withoutNat(testbed.datapath) });
  const skips = checks.filter(({ id }) => ofServices(id)).map(({ skip }) => skip?.code);
  expect(skips.length).toBeGreaterThan(50);
  expect(new Set(skips)).toEqual(new Set(['no-service-rules']));
});
