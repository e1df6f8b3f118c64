import { wrapped } from '../base/wrap';
import { type Address, type Cidr, mapFamilies, type PerFamily, valuesOf } from '../net';
import {
  aroundSeen,
  byGateway,
  endpointText,
  isBehindNat,
  leavesBy,
  type Plan,
  type PlanCard,
  type RangeField,
  shareText,
} from '../plan';
import { counted, type Style } from './style';
import { table } from './table';

/** Nodes that a table shows before it says how many more there are. */
const mostRows = 20;

/** The address plan as a person reads it. @param podMtus MTUs of the pods in bytes, where they are known */
export function planTable(plan: Plan, style: Style, podMtus: readonly number[] = []): string {
  const external = plan.nodes.some(({ externalAddress }) => externalAddress) ? ['EXTERNAL'] : [];
  const rows = plan.nodes
    .slice(0, mostRows)
    .map((node) => [
      node.name,
      node.zone,
      both(node.address),
      ...external.map(() => `${node.externalAddress ?? '–'}`),
      shareText(node),
      addressRange(node.pods.map(({ address }) => both(address))),
    ]);
  const more = plan.nodes.length - rows.length;
  const text = [
    style.strong('Address plan'),
    table(['NODE', 'ZONE', 'ADDRESS', ...external, 'POD CIDR', 'PODS'].map(style.dim), rows, {
      width: style.width,
      dispensable: ['PODS', 'ZONE'],
    }),
    ...(more > 0 ? [style.dim(`  … and ${counted(more, 'more node')}`)] : []),
    '',
    ...ranges(plan, podMtus).map(([what, value]) => `  ${style.dim(what.padEnd(13))}${value}`),
  ].join('\n');
  return wrapped(text, style.width);
}

function ranges(plan: Plan, podMtus: readonly number[]): [string, string][] {
  const seen = (field: RangeField) => (plan.seen?.includes(field) ? ` ${aroundSeen}` : '');
  return [
    ['Pods', `${both(plan.podCidr)}${seen('podCidr')}, ${sharing(plan.capacity)}`],
    ['Services', `${both(plan.serviceCidr)}${seen('serviceCidr')}, DNS at ${both(plan.dnsService)}`],
    ...plan.zones.map(({ name, nodeCidr, layer2 }): [string, string] => [
      `Zone ${name}`,
      `${both(nodeCidr)}${seen('nodeCidr')}, ${used(plan.capacity.nodeAddresses[name]!)} used${layer2 === false ? ', no layer 2: its nodes meet at the gateway' : ''}${isBehindNat(plan, name) ? ', behind a NAT' : ''}`,
    ]),
    ['API server', endpointText(plan.apiEndpoint)],
    [
      'Underlay',
      `MTU ${cards(plan)}${wayOut(plan)}${plan.podRoutes ? ", its router knows each node's pods" : ''}`,
    ],
    ...(plan.cards ?? []).map((card): [string, string] => [`Card ${card.name}`, cardText(card, plan)]),
    ...(podMtus.length > 0 ? [["Pods' MTU", podMtus.join(', ')] as [string, string]] : []),
  ];
}

const wayOut = ({ outsideMtu }: Plan) =>
  outsideMtu === undefined ? '' : `, ${outsideMtu} on the way out of the cluster`;

/** What a card is for, and who takes it. */
function cardText({ name, network, cidr, gateway, mtu, defaultRoute }: PlanCard, plan: Plan): string {
  const addresses = plan.nodes.flatMap(({ cards }) => cards?.[name] ?? []);
  return [
    {
      nodes: `node network${led(plan)}`,
      nat: `NAT, ${addresses[0] && both(addresses[0])} on every node`,
      subnet:
        cidr &&
        both(
          mapFamilies(cidr, (range, family) =>
            subnetText(
              range,
              addresses.map((own) => own[family]),
            ),
          ),
        ),
    }[network],
    ...(mtu === undefined ? [] : [`MTU ${mtu}`]),
    ...(defaultRoute ? [`default route${gateway ? ` by ${both(gateway)}` : ''}`] : []),
    ...(plan.nodeCard === name ? ['taken by the CNI and the kubelet'] : []),
  ].join(', ');
}

const subnetText = (range: Cidr, addresses: readonly (Address | undefined)[]) =>
  `${range}, ${addressRange(addresses.flatMap((own) => own ?? []).map(String))}`;

/** What nodes need routes to in the node network, where the default route leads by another card. */
function led(plan: Plan): string {
  const families = plan.families.filter((family) => leavesBy(plan, family));
  const routed = plan.zones.some((zone) =>
    families.some((family) => byGateway(plan, zone, family).length > 0),
  );
  if (!routed) return '';
  return `, routes to ${plan.podRoutes ? 'nodes and pods' : 'nodes'} beyond its zone's gateway`;
}

/** MTUs of the nodes' cards. */
function cards({ underlayMtu, nodes }: Plan): string {
  const others = nodes.flatMap(({ name, mtu }) => (mtu === undefined ? [] : [`${mtu} on ${name}`]));
  return [`${underlayMtu}`, ...others.slice(0, 3), ...(others.length > 3 ? ['…'] : [])].join(', ');
}

function sharing({ nodeShares, podsPerNode }: Plan['capacity']): string {
  if (podsPerNode === undefined) return 'handed out by the CNI itself';
  const fit =
    podsPerNode < Number.MAX_SAFE_INTEGER
      ? `${counted(podsPerNode, 'pod')} fit in each`
      : 'any number of pods fits in each';
  return nodeShares
    ? `${nodeShares.used} of ${nodeShares.total.toLocaleString('en-US')} shares used, ${fit}`
    : `${fit} share`;
}

function used({ used: count, total }: Plan['capacity']['nodeAddresses'][string]): string {
  if (total === undefined || total === Number.MAX_SAFE_INTEGER)
    return `${count} node ${count === 1 ? 'address' : 'addresses'}`;
  return `${count} of ${total.toLocaleString('en-US')} node addresses`;
}

function both(values: PerFamily<unknown>): string {
  return valuesOf(values).join(', ');
}

function addressRange(addresses: readonly string[]): string {
  if (addresses.length < 3) return addresses.join(', ') || '–';
  return `${addresses[0]} … ${addresses.at(-1)}`;
}
