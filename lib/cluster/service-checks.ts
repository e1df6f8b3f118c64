/** Checks that only a Kubernetes cluster has: Services, DNS, the way out, policies, the nodes' shares. */
import type { Service } from 'kubernetes-types/core/v1';
import type { Check, CheckId } from '../check';
import { Address, type Family } from '../net';
import type { Plan } from '../plan';
import { byFamily } from './cluster-node';
import { type Aim, aimsOf, type EndpointKind, type Extent } from './extent';
import { protocols } from './job/question';
import { outsideId } from './job/service-questions';
import { endpointIds, type ProbeSettings, serviceNames } from './job/settings';

/** Nothing is predicted of what kube-proxy, cluster DNS and policies do. */
const predicted = { none: true } as const;

export interface ServiceFacts {
  readonly plan: Plan;
  /** In the order of the settings, which the extent counts in. */
  readonly nodes: readonly string[];
  readonly settings: ProbeSettings;
  readonly services: readonly Service[];
}

/** Where a check starts: each node's two clients. */
interface Source {
  readonly kind: EndpointKind;
  readonly node: string;
  readonly id: string;
  readonly aims: readonly Aim[];
}

export function serviceChecks(facts: ServiceFacts): Check[] {
  return sourcesOf(facts.nodes, facts.settings.extent).flatMap((source) => [
    ...balancedChecks(facts, source),
    ...(source.kind === 'pod' ? hairpinChecks(facts, source) : []),
    ...dnsChecks(facts, source),
    ...(source.kind === 'pod' ? egressChecks(facts, source) : []),
  ]);
}

/** Pods behind policies, each asked on the port that lets in and on the one that does not. */
export function policyChecks({ plan, nodes, settings }: ServiceFacts): Check[] {
  return sourcesOf(nodes, settings.extent)
    .filter(({ kind }) => kind === 'pod')
    .flatMap(({ id, aims }) =>
      aims
        .filter(({ kind }) => kind === 'pod')
        .flatMap(({ node }) =>
          exchanges(plan.families).flatMap((exchange) => {
            const pair = { from: id, to: endpointIds.guarded(nodes[node]!), ...exchange, predicted };
            return [
              { id: 'policy/allow', ...pair, required: { reachable: true } } as const,
              { id: 'policy/default-deny', ...pair, required: { reachable: false } } as const,
            ];
          }),
        ),
    );
}

/** ClusterIP and NodePort: any of the servers may answer. */
function balancedChecks({ plan, nodes, services }: ServiceFacts, { id: from, aims }: Source): Check[] {
  const servers = nodes.map(endpointIds.pod);
  const required = { reachable: true, answeredBy: servers };
  const check = (id: CheckId, to: string, name: string): Check[] =>
    exchanges(familiesOf(services, name, plan)).map((exchange) => ({
      id,
      from,
      to,
      ...exchange,
      required,
      predicted,
    }));
  const targets = aims.filter(({ kind }) => kind === 'node');
  return [
    ...check('service/cluster-ip', `service:${serviceNames.clusterIp}`, serviceNames.clusterIp),
    ...targets.flatMap(({ node }) =>
      check('service/node-port', endpointIds.node(nodes[node]!), serviceNames.nodePort),
    ),
  ];
}

function hairpinChecks({ plan, services }: ServiceFacts, { id: from }: Source): Check[] {
  const to = `service:${serviceNames.hairpin}`;
  const required = { reachable: true, answeredBy: [from] };
  return exchanges(familiesOf(services, serviceNames.hairpin, plan)).map((exchange) => ({
    id: 'service/hairpin',
    from,
    to,
    ...exchange,
    required,
    predicted,
  }));
}

/** A Service's name stands for its own address, a headless one's for all of its pods. */
function dnsChecks({ plan, services }: ServiceFacts, { id: from }: Source): Check[] {
  const check = (name: string, family: Family, addresses: readonly string[]): Check => ({
    id: 'dns',
    from,
    to: `dns:${name}`,
    family,
    required: { addresses },
    predicted,
  });
  const servers = (family: Family) => plan.nodes.map(({ pods }) => `${pods[0]!.address[family]}`);
  return familiesOf(services, serviceNames.clusterIp, plan).flatMap((family) => [
    check(serviceNames.clusterIp, family, [`${clusterIps(services, serviceNames.clusterIp)[family]}`]),
    check(serviceNames.headless, family, servers(family)),
  ]);
}

/** Outside, the pod must look like its node. */
function egressChecks({ plan, settings }: ServiceFacts, { id: from, node }: Source): Check[] {
  const egress = settings.egress;
  const family: Family = egress?.address.includes(':') ? 'ipv6' : 'ipv4';
  const own = plan.nodes.find(({ name }) => name === node)!.address[family];
  return protocols.map((protocol) => ({
    id: 'egress/nat',
    from,
    to: egress ? outsideId(egress) : 'outside',
    family,
    protocol,
    required: { reachable: true, ...(own && { sources: [`${own}`] }) },
    predicted,
    ...(own ? {} : { skip: `${node} has no ${family} address to leave the cluster with` }),
  }));
}

function sourcesOf(nodes: readonly string[], extent: Extent): Source[] {
  return nodes.flatMap((node, index) =>
    (['node', 'pod'] as const).map((kind) => ({
      kind,
      node,
      id: endpointIds.client(kind, node),
      aims: aimsOf(index, kind, nodes.length, extent),
    })),
  );
}

function exchanges(families: readonly Family[]) {
  return families.flatMap((family) => protocols.map((protocol) => ({ family, protocol })));
}

/** A cluster with one family for Services may have two for pods. */
function familiesOf(services: readonly Service[], name: string, plan: Plan): Family[] {
  const ips = clusterIps(services, name);
  return plan.families.filter((family) => ips[family]);
}

function clusterIps(services: readonly Service[], name: string) {
  const service = services.find(({ metadata }) => metadata?.name === name);
  const ips = (service?.spec?.clusterIPs ?? []).filter((ip) => ip !== 'None');
  return byFamily(ips, Address.parse);
}
