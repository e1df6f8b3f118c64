/**
 * The Services of a recorded cluster. What the API handed out (ClusterIPs, NodePorts) is read from the nodes' rules, from all
 * of them together; which endpoints and ports are behind them is not, but from the results and from what listens.
 */
import type { PlannedService, ServiceEndpoint, ServicePort } from '../../lib/kube-proxy/planned-services';
import { Address, type PerFamily, type Protocol, probePort } from '../../lib/net';
import type { Capture } from '../../lib/state/capture/capture';
import type { RecordedRun } from './recorded-run';

/** One address and port that a Service was given. */
interface Allotted {
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
  readonly protocol: Protocol;
  /** Absent: at every node. */
  readonly address?: Address;
  readonly number: number;
}

/** The Services that the cluster's kube-proxies know. */
export function servicesOf(run: RecordedRun): PlannedService[] {
  const allotted = run.captures.flatMap(({ outputs }) => allottedIn(outputs));
  const names = [...new Set(allotted.map(({ namespace, name }) => `${namespace}/${name}`))].sort();
  return names.map((full) => {
    const own = allotted.filter(({ namespace, name }) => `${namespace}/${name}` === full);
    const [{ namespace, name }] = own as [Allotted];
    const { to, targetPorts = {}, local } = behind(run, name);
    const clusterIp = Object.fromEntries(
      own.flatMap(({ address }) => (address ? [[address.family, address]] : [])),
    ) as unknown as PerFamily<Address>;
    const ports = portsOf(own, targetPorts);
    return { namespace, name, clusterIp, ports, endpoints: to, ...(local && { local }) };
  });
}

function portsOf(own: readonly Allotted[], targetPorts: Readonly<Record<string, number>>): ServicePort[] {
  const names = [...new Set(own.map(({ port, protocol }) => `${port} ${protocol}`))].sort();
  return names.map((name) => {
    const same = own.filter(({ port, protocol }) => `${port} ${protocol}` === name);
    const at = same.find(({ address }) => address)!;
    const nodePort = same.find(({ address }) => !address)?.number;
    const targetPort = targetPorts[at.port] ?? at.number;
    const { port, protocol, number } = at;
    return { name: port, protocol, port: number, targetPort, ...(nodePort !== undefined && { nodePort }) };
  });
}

interface Behind {
  readonly to: readonly ServiceEndpoint[];
  /** By the ports' names. @default the port itself */
  readonly targetPorts?: Readonly<Record<string, number>>;
  readonly local?: true;
}

function behind(run: RecordedRun, name: string): Behind {
  switch (name) {
    case 'kubernetes':
      return {
        to: run.plan.nodes
          .filter(({ role }) => role === 'control-plane')
          // The API server says one address alone, of the first family.
          .map((node) => ({
            id: `node:${node.name}`,
            node: node.name,
            address: { ipv4: node.address.ipv4! },
          })),
        targetPorts: { https: run.plan.apiEndpoint.port },
      };
    case 'kube-dns':
      return { to: listening(run, 'pod:', 53), targetPorts: { dns: 53, 'dns-tcp': 53, metrics: 9153 } };
    case 'calico-typha':
      return { to: listening(run, 'node:', 5473).map(inFirstFamily), targetPorts: { 'calico-typha': 5473 } };
    case 'hairpin':
      return { to: answering(run, 'service/hairpin'), local: true, targetPorts: probed };
    default:
      return { to: answering(run, `service/${name}`), targetPorts: probed };
  }
}

const probed = { tcp: probePort, udp: probePort };

const inFirstFamily = (one: ServiceEndpoint): ServiceEndpoint => ({
  ...one,
  address: { ipv4: one.address.ipv4! },
});

function listening({ machines }: RecordedRun, kind: 'pod:' | 'node:', port: number): ServiceEndpoint[] {
  return machines
    .filter(({ id, read }) => id.startsWith(kind) && read.listening.some((one) => one.port === port))
    .map(({ id, node, address }) => ({ id, node, address }));
}

/** The pods that the checks of the Service required to answer, all of which did. */
function answering({ results, plan }: RecordedRun, check: string): ServiceEndpoint[] {
  const meant = results.checks.flatMap(({ id, required }) =>
    id === check && 'answeredBy' in required ? (required.answeredBy ?? []) : [],
  );
  return plan.nodes.flatMap((node) =>
    node.pods
      .map(({ name, address }) => ({ id: `pod:${name}`, node: node.name, address }))
      .filter(({ id }) => meant.includes(id)),
  );
}

function allottedIn(outputs: Capture['outputs']): Allotted[] {
  return Object.entries(outputs).flatMap(([command, { stdout }]) => {
    if (/^ip6?tables-save/.test(command)) return inIptables(stdout);
    return /^nft -j/.test(command) && stdout ? inNftables(JSON.parse(stdout).nftables) : [];
  });
}

const clusterIpRule =
  /^-A KUBE-SERVICES -d (\S+)\/\d+ -p (\w+) -m comment --comment "(\S+)\/(\S+):(\S*) cluster IP" .*--dport (\d+) /gm;
const nodePortRule =
  /^-A KUBE-NODEPORTS -p (\w+) -m comment --comment "(\S+)\/(\S+):(\S*)" .*--dport (\d+) /gm;

function inIptables(saved: string): Allotted[] {
  return [
    ...[...saved.matchAll(clusterIpRule)].map(([, address, protocol, namespace, name, port, number]) => ({
      namespace: namespace!,
      name: name!,
      port: port!,
      protocol: protocol as Protocol,
      address: Address.parse(address!),
      number: Number(number),
    })),
    ...[...saved.matchAll(nodePortRule)].map(([, protocol, namespace, name, port, number]) => ({
      namespace: namespace!,
      name: name!,
      port: port!,
      protocol: protocol as Protocol,
      number: Number(number),
    })),
  ];
}

interface NftMap {
  readonly table: string;
  readonly name: string;
  readonly elem?: readonly [
    { readonly concat: readonly (string | number)[] },
    { goto: { target: string } },
  ][];
}

function inNftables(ruleset: readonly { readonly map?: NftMap }[]): Allotted[] {
  return ruleset.flatMap(({ map }) => {
    if (map?.table !== 'kube-proxy' || !/^service-(ips|nodeports)$/.test(map.name)) return [];
    return (map.elem ?? []).map(([{ concat }, { goto }]) => {
      const [number, protocol, address] = [...concat].reverse();
      // service-FY5PMXPG-kube-system/kube-dns/udp/dns
      const [namespace, name, , port] = goto.target.replace(/^\w+-\w{8}-/, '').split('/');
      return {
        namespace: namespace!,
        name: name!,
        port: port!,
        protocol: protocol as Protocol,
        ...(address !== undefined && { address: Address.parse(`${address}`) }),
        number: Number(number),
      };
    });
  });
}
