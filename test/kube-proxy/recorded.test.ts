/**
 * Every Service of recorded clusters: what the computed rules do to packets for it, real kube-proxies' rules do too. By
 * ClusterIP and NodePort, in both families, over TCP and UDP, with each endpoint that chance may take.
 */
import { withServices } from '../../lib/kube-proxy';
import type { Capture } from '../../lib/state/capture/capture';
import { recording } from '../real/run/record';
import { type RecordedRun, readingOfRun, recordedRun } from '../support/recorded-run';
import { servicesOf } from '../support/recorded-services';
import { fates, type Question, questions } from '../support/service-fates';

interface Compared {
  readonly run: RecordedRun;
  readonly asked: readonly Question[];
  readonly computed: readonly string[];
  readonly real: readonly string[];
}

const known = new Map<string, Compared>();

/** What the computed and the real rules of a cluster do. */
function compared(name: string): Compared {
  const found = known.get(name) ?? comparedAnew(recordedRun(name));
  known.set(name, found);
  return found;
}

function comparedAnew(run: RecordedRun): Compared {
  const services = servicesOf(run);
  const asked = questions(run, services);
  const mode = run.row.kubeProxy === 'nftables' ? 'nftables' : 'iptables';
  const { datapath, reading } = readingOfRun(run);
  const computed = fates(withServices(datapath, run.plan, mode, services), asked);
  return { run, asked, computed, real: fates(reading.real, asked) };
}

const rows = recording().rows.filter(({ kubeProxy, cni }) => kubeProxy !== 'none' && cni !== 'cilium');

test.each(rows)(
  '$name: computed and real rules ($kubeProxy) do the same to every packet for a Service',
  ({ name }) => {
    const { computed, real } = compared(name);
    expect(real).toEqual(computed);
    expect(computed.filter((one) => one.includes(' sees ')).length).toBeGreaterThan(100);
    expect(computed.filter((one) => one.includes('unknown'))).toEqual([]);
  },
);

type Change = (rules: string) => string;

/** The cluster's captures, with what one node's kube-proxy programmed changed. */
const changed = (captures: readonly Capture[], command: string, change: Change): Capture[] =>
  captures.map((capture) => {
    const output = capture.outputs[command];
    return capture.host === 'testbed-worker' && output
      ? {
          ...capture,
          outputs: { ...capture.outputs, [command]: { ...output, stdout: change(output.stdout) } },
        }
      : capture;
  });

const [iptables, nftables] = ['flannel-vxlan-dual', 'flannel-vxlan-nftables-dual'] as const;

const without =
  (pattern: RegExp): Change =>
  (saved) =>
    saved.replace(pattern, '');
/** The first endpoint of the Service's TCP port; the next one then has its turns. */
const endpoint = /^-A KUBE-SVC-\w+ .*cluster-ip:tcp -> .* -m statistic .*\n/m;
const service = /^-A KUBE-SERVICES -d .*cluster-ip:udp cluster IP.*\n/m;
const nodePort = /^-A KUBE-NODEPORTS -p tcp .*\n/m;
const wrongPort: Change = (saved) =>
  saved.replace(/^(-A KUBE-SEP-\w+ -p udp .*"kube-system\/kube-dns:dns" .*:)53$/m, '$15353');

interface NftRule {
  readonly family?: string;
  readonly name?: string;
  readonly table?: string;
  readonly chain?: string;
  elem?: unknown[];
  expr?: unknown[];
}

/** Changes the objects of kube-proxy's table in one family. */
const inTable =
  (family: 'ip' | 'ip6', change: (kind: string, object: NftRule) => void): Change =>
  (listed) => {
    const ruleset = JSON.parse(listed) as { nftables: Record<string, NftRule>[] };
    for (const [kind, object] of ruleset.nftables.flatMap((one) => Object.entries(one)))
      if (object.table === 'kube-proxy' && object.family === family) change(kind, object);
    return JSON.stringify(ruleset);
  };

const withoutElement = (family: 'ip' | 'ip6', map: string, target: RegExp): Change =>
  inTable(family, (kind, object) => {
    if (kind === 'map' && object.name === map)
      object.elem = object.elem?.filter((element) => !target.test(JSON.stringify(element)));
  });

/** What the rules of that chain say is put otherwise. */
const otherwise = (family: 'ip' | 'ip6', chain: RegExp, from: RegExp, to: string): Change =>
  inTable(family, (kind, object) => {
    if (kind === 'rule' && chain.test(object.chain ?? ''))
      object.expr = JSON.parse(JSON.stringify(object.expr).replace(from, to));
  });

const nft = 'nft -j list ruleset';
/** Of three endpoints the first has no turn, as where kube-proxy does not know it. */
const unknownEndpoint = (family: 'ip' | 'ip6') =>
  otherwise(
    family,
    /^service-.*cluster-ip\/tcp/,
    /"mod":3(.*)\[0,\{.*?\}\}\],\[1,(.*)\[2,/,
    '"mod":2$1[0,$2[1,',
  );

const mistakes: readonly (readonly [string, string, string, Change])[] = [
  [iptables, 'an endpoint is missing', 'iptables-save', without(endpoint)],
  [iptables, 'an endpoint is missing', 'ip6tables-save', without(endpoint)],
  [iptables, 'a wrong port at an endpoint of the name server', 'iptables-save', wrongPort],
  [iptables, 'a Service over UDP is missing', 'iptables-save', without(service)],
  [iptables, 'a Service over UDP is missing', 'ip6tables-save', without(service)],
  [iptables, 'a NodePort is missing', 'iptables-save', without(nodePort)],
  [iptables, 'a NodePort is missing', 'ip6tables-save', without(nodePort)],
  [nftables, 'an endpoint of IPv4 is missing', nft, unknownEndpoint('ip')],
  [nftables, 'an endpoint of IPv6 is missing', nft, unknownEndpoint('ip6')],
  [
    nftables,
    'a wrong port at the name server',
    nft,
    otherwise('ip', /^endpoint-.*kube-dns\/udp/, /"port":53\b/, '"port":5353'),
  ],
  [nftables, 'a Service of IPv4 is missing', nft, withoutElement('ip', 'service-ips', /cluster-ip\/udp/)],
  [nftables, 'a Service of IPv6 is missing', nft, withoutElement('ip6', 'service-ips', /cluster-ip\/udp/)],
  [nftables, 'a NodePort of IPv4 is missing', nft, withoutElement('ip', 'service-nodeports', /tcp/)],
  [nftables, 'a NodePort of IPv6 is missing', nft, withoutElement('ip6', 'service-nodeports', /tcp/)],
];

test.each(mistakes)(
  '%s: what one real node has otherwise is found, and there alone: %s (%s)',
  (name, what, command, change) => {
    const { run, asked, computed } = compared(name);
    const real = fates(readingOfRun(run, changed(run.captures, command, change)).reading.real, asked);
    const differing = real.filter((one, i) => one !== computed[i]);
    expect(differing.length).toBeGreaterThan(0);
    const ipv6 = command.startsWith('ip6') || what.includes('IPv6');
    const node = run.plan.nodes.find((one) => one.name === 'testbed-worker')!;
    const own = run.machines.find(({ id }) => id === `node:${node.name}`)!.read.links;
    const there = new Set(own.flatMap(({ addresses }) => addresses.map(({ address }) => `${address}`)));
    for (const one of differing) {
      const [, from, to] = /^(\S+) to (\S+) /.exec(one)!;
      expect({ one, ipv6: to!.includes(':') }).toEqual({ one, ipv6 });
      expect({ one, there: /^(pod|node):testbed-worker(\/|$)/.test(from!) || there.has(to!) }).toEqual({
        one,
        there: true,
      });
    }
  },
);
