import { type PerFamily, valuesOf } from '../net';
import { endpointText, type Plan, type PlanNode, shareText } from '../plan';
import type { PlannedTestbed } from '../testbed';

/** Widths of what stands in columns: fixed, so that a node more changes no other node's line. */
const widths = { label: 10, name: 16, address: 16, share: 18 };

/**
 * The plan of a testbed as a small text for snapshot tests: what the ranges are, and a line with every address of each node.
 * The same spec gives the same text anywhere, and the growth of a cluster adds lines and changes none.
 * @param cluster what plannedTestbed, testbed or a cloud's cluster function makes of a spec
 */
export function planSnapshot(cluster: Pick<PlannedTestbed, 'plan' | 'cni' | 'choice' | 'spec'>): string {
  const { plan } = cluster;
  const ranges = rangesOf(cluster).map(([label, value]) => `${label.padEnd(widths.label)}${value}`);
  return [...ranges, '', ...plan.nodes.map(nodeLine)].join('\n');
}

function rangesOf({ plan, cni, choice, spec }: Parameters<typeof planSnapshot>[0]): [string, string][] {
  return [
    ['testbed', plan.name],
    ['cni', `${cni.name} ${choice.mode.name}, ${choice.dataPlane}`],
    ['pods', `${both(plan.podCidr)}${sharing(plan)}`],
    ['services', `${both(plan.serviceCidr)}, DNS ${both(plan.dnsService)}`],
    ...plan.zones.map(({ name, nodeCidr }): [string, string] => [`zone ${name}`, both(nodeCidr)]),
    ...spec.reserved.map(({ name, cidr }): [string, string] => ['reserved', `${cidr} ${name}`]),
    ['api', endpointText(plan.apiEndpoint)],
    ['mtu', carried(plan)],
  ];
}

function nodeLine(node: PlanNode): string {
  const { name, zone, address, pods } = node;
  return [
    name.padEnd(widths.name),
    both(address).padEnd(widths.address),
    shareText(node).padEnd(widths.share),
    `zone ${zone}`,
    ...podsOf(pods.map((pod) => both(pod.address))),
  ].join(' ');
}

/** The first and the last pod of the lab. */
function podsOf([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  const last = rest.at(-1);
  return [`pods ${first}${last === undefined ? '' : ` … ${last}`}`];
}

function sharing({ podRoutes, capacity: { nodeShares } }: Plan): string {
  const shares = nodeShares ? `, ${nodeShares.total} shares` : '';
  return `${shares}${podRoutes ? ', routed between the zones' : ''}`;
}

function carried({ underlayMtu, fabricMtu }: Plan): string {
  return underlayMtu === fabricMtu ? `${underlayMtu}` : `${underlayMtu}, of which ${fabricMtu} arrive`;
}

const both = (values: PerFamily<unknown>): string => valuesOf(values).join(', ');
