/** The rules that are computed for Services beside those that real kube-proxies programmed: packets must fare alike. */
import type { Datapath } from '../../lib/datapath';
import { Network, Predictor } from '../../lib/datapath';
import { serviceRules } from '../../lib/kube-proxy';
import type { PlannedService } from '../../lib/kube-proxy/planned-services';
import { Address, nodeId } from '../../lib/net';
import type { Plan } from '../../lib/plan';
import type { Capture } from '../../lib/state/capture/capture';
import { recorded } from '../support/captures';
import { planOf, readingOf } from '../support/recorded-cluster';

const clusterIp = Address.parse('10.96.0.1');

/** The API server's own Service, which every recorded cluster has: kubeadm gives it the first address. */
function kubernetes({ nodes }: Plan): PlannedService {
  const controlPlanes = nodes.filter(({ role }) => role === 'control-plane');
  return {
    namespace: 'default',
    name: 'kubernetes',
    clusterIp: { ipv4: clusterIp },
    ports: [{ name: 'https', protocol: 'tcp', port: 443, targetPort: 6443 }],
    endpoints: controlPlanes.map(({ name, address }) => ({ id: nodeId(name), node: name, address })),
  };
}

/** What becomes of packets from everywhere to the Service, to another of its ports and to an address that no Service has. */
function fates(datapath: Datapath, plan: Plan): string[] {
  const predictor = new Predictor(new Network(datapath));
  const answering = kubernetes(plan).endpoints.map(({ id }) => id);
  const asked = [
    { address: clusterIp, port: 443 },
    { address: clusterIp, port: 80 },
    { address: Address.parse('10.96.200.200'), port: 443 },
  ];
  return datapath.endpoints
    .filter(({ kind }) => kind !== 'outside')
    .flatMap((from) =>
      asked.flatMap(({ address, port }) =>
        predictor
          .predictEach(from, { id: 'service:kubernetes', address, port, answering }, 'tcp')
          .map(({ reachable, answeredBy, source }) => {
            const end = reachable ? `${answeredBy} sees ${source}` : 'nobody';
            return `${from.id} to ${address}:${port}: ${end}`;
          }),
      ),
    );
}

function bothWays(name: string, mode: 'iptables' | 'nftables', captures?: readonly Capture[]) {
  const plan = planOf(name);
  const { datapath, reading } = readingOf(name, captures && { captures });
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const hosts = datapath.hosts.map((host) => {
    const node = host.role === 'node' ? nodes.get(host.name) : undefined;
    return node ? { ...host, services: serviceRules(plan, mode, [kubernetes(plan)], node) } : host;
  });
  return { computed: fates({ ...datapath, hosts }, plan), real: fates(reading.real, plan) };
}

const clusters = [
  ['flannel-vxlan', 'iptables'],
  ['flannel-host-gw', 'iptables'],
  ['calico-vxlan', 'iptables'],
  ['flannel-vxlan-dual', 'nftables'],
  ['calico-bgp', 'nftables'],
] as const;

test.each(clusters)(
  '%s: computed and real rules of kube-proxy (%s) do the same to every packet',
  (name, mode) => {
    const { computed, real } = bothWays(name, mode);
    expect(computed.filter((fate) => !fate.endsWith('nobody')).length).toBeGreaterThanOrEqual(3);
    expect(real).toEqual(computed);
  },
);

/** The captures with what one node's kube-proxy programmed changed. */
function changed(name: string, change: (rules: string) => string): Capture[] {
  return recorded(name).captures.map((capture) => ({
    ...capture,
    outputs: Object.fromEntries(
      Object.entries(capture.outputs).map(([command, output]) => [
        command,
        capture.host === 'testbed-worker' && /^iptables-save|^nft -j/.test(command)
          ? { ...output, stdout: change(output.stdout) }
          : output,
      ]),
    ),
  }));
}

const [iptables, nftables] = ['flannel-vxlan', 'calico-bgp'] as const;
const mistakes: readonly (readonly [name: string, what: string, change: (rules: string) => string])[] = [
  [iptables, 'an endpoint is removed', (rules) => rules.replace(/^-A KUBE-SVC-\w+ .*-j KUBE-SEP-.*\n/gm, '')],
  [
    iptables,
    'a wrong target',
    (rules) => rules.replace(/--to-destination \S+/g, '--to-destination 192.168.1.11:6443'),
  ],
  [iptables, 'the Service is gone', (rules) => rules.replace(/^-A KUBE-SERVICES -d .*\n/gm, '')],
  [
    nftables,
    'a wrong target',
    (rules) => rules.replace(/("dnat": ?\{[^{}]*"addr": ?)"192\.168\.1\.10"/g, '$1"192.168.1.11"'),
  ],
];

test.each(mistakes)(
  '%s: what one real node has otherwise is found, and there alone: %s',
  (name, _what, change) => {
    const mode = name === nftables ? 'nftables' : 'iptables';
    const { computed, real } = bothWays(name, mode, changed(name, change));
    const differing = real.filter((fate, i) => fate !== computed[i]);
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.every((fate) => /^(pod|node):testbed-worker[/ ]/.test(fate))).toBe(true);
  },
);
