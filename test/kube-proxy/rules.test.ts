import { Network, Predictor } from '../../lib/datapath';
import { plannedServices, serviceRules } from '../../lib/kube-proxy';
import { podId } from '../../lib/net';
import type { TestbedSpecInput } from '../../lib/plan';
import { testbedOf } from '../testbeds';

const forms: readonly TestbedSpecInput[] = [
  { cni: 'flannel', dataPlane: 'iptables' },
  { cni: 'flannel', dataPlane: 'nftables' },
  { cni: 'cilium', dataPlane: 'ebpf' },
];

/** What comes of asking a Service from a pod or node, by each of its endpoints. */
function asked(spec: TestbedSpecInput, from: string, service: string, port?: number) {
  const { datapath } = testbedOf({ ...spec, services: true });
  const sender = datapath.endpoints.find(({ id }) => id === from)!;
  const { id, address, ports, endpoints } = datapath.services!.find((one) => one.id === service)!;
  const target = { id, address: address.ipv4!, port: port ?? ports.tcp!.port, answering: endpoints };
  return new Predictor(new Network(datapath)).predictEach(sender, target, 'tcp');
}

describe.each(forms)('rules for Services with $cni $dataPlane', (spec) => {
  test('lead to every endpoint, each as likely as the others', () => {
    const ways = asked(spec, 'pod:worker-1/1', 'service:cluster-ip');
    expect(ways.map(({ answeredBy }) => answeredBy).sort()).toEqual([
      'pod:control-plane-1/0',
      'pod:worker-1/0',
      'pod:worker-2/0',
    ]);
    expect(ways.map(({ source }) => `${source}`)).toEqual(Array(3).fill('10.244.1.3'));
  });

  test('hide a pod that reaches itself behind its node', () => {
    const ways = asked(spec, 'pod:worker-1/0', 'service:cluster-ip');
    const itself = ways.find(({ answeredBy }) => answeredBy === 'pod:worker-1/0');
    expect(`${itself?.source}`).not.toBe('10.244.1.2');
    expect(itself?.reachable).toBe(true);
  });

  test('refuse other ports of a ClusterIP or lead them nowhere', () => {
    const ways = asked(spec, 'pod:worker-1/1', 'service:cluster-ip', 80);
    expect(ways.map(({ reachable }) => reachable)).toEqual([false, false, false]);
  });
});

test.each(['iptables', 'nftables'] as const)(
  'a node whose kube-proxy (%s) knows no endpoints refuses what is for the Service',
  (mode) => {
    const healthy = testbedOf({ cni: 'flannel', dataPlane: mode, services: true });
    const [, node] = healthy.plan.nodes;
    const services = plannedServices(healthy.plan).map((service) => ({ ...service, endpoints: [] }));
    const rules = serviceRules(healthy.plan, mode, services, node!);
    const hosts = healthy.datapath.hosts.map((host) =>
      host.name === node!.name ? { ...host, services: rules } : host,
    );
    const sender = healthy.datapath.endpoints.find(({ id }) => id === podId(`${node!.name}/1`))!;
    const [service] = healthy.datapath.services!.filter(({ id }) => id === 'service:cluster-ip');
    const [way] = new Predictor(new Network({ ...healthy.datapath, hosts })).predictEach(
      sender,
      { id: service!.id, address: service!.address.ipv4!, port: service!.ports.tcp!.port, answering: [] },
      'tcp',
    );
    expect(way?.why).toMatchObject({
      code: 'dropped',
      drop: { code: 'filtered', host: node!.name, reject: 'icmp port-unreachable' },
    });
  },
);
