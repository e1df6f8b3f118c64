import { Cidr, ipv4Of } from '../../../net';
import type { AwsCluster } from '../cluster';
import { covers, type End, type FirewallModel, firewallModel, lets, type ModelRule } from './firewall-model';
import { allowedOut, type RequiredTraffic, requiredTraffic } from './required-traffic';
import { resources, type StackJson } from './stack-json';

/**
 * Proves on a synthesized stack that the security groups let through all that the cluster needs, for every pair of its
 * machines, and nothing else in or out. Returns what does not hold, one sentence each.
 */
export function proveFirewall(cluster: AwsCluster, json: StackJson): string[] {
  const model = firewallModel(json);
  const required = requiredTraffic(cluster);
  const wanted = { ingress: required, egress: [...required, ...allowedOut(cluster)] };
  return [
    ...required.flatMap((traffic) => broken(cluster, model, traffic)),
    ...foreignGroups(model),
    ...model.rules
      .filter(({ group }) => model.own.has(group))
      .flatMap((rule) => needless(cluster, model, wanted[rule.direction], rule)),
    ...elsewhere(cluster, json),
  ];
}

/** Pairs with the same groups share their fate, so each combination is looked at once and reported with one pair. */
function broken(cluster: AwsCluster, model: FirewallModel, traffic: RequiredTraffic): string[] {
  const looked = new Set<string>();
  return traffic.from.flatMap((from) =>
    traffic.to.flatMap((to) => {
      const kind = `${[...groupsOf(model, from)]}>${[...groupsOf(model, to)]}`;
      if (from === to || looked.has(kind)) return [];
      looked.add(kind);
      return endsOf(cluster, model, from, traffic).flatMap((source) =>
        endsOf(cluster, model, to, traffic).flatMap((target) => blocked(model, traffic, source, target)),
      );
    }),
  );
}

function blocked(
  model: FirewallModel,
  { purpose, packet }: RequiredTraffic,
  source: End,
  target: End,
): string[] {
  const what = `${purpose} (${packetText(packet)}) from ${source.name} to ${target.name}`;
  return [
    ...(lets(model, 'egress', source, target, packet) ? [] : [`${what}: no rule lets it out`]),
    ...(target === world || lets(model, 'ingress', target, source, packet)
      ? []
      : [`${what}: no rule lets it in`]),
  ];
}

const world: End = {
  name: 'world',
  groups: new Set(),
  range: Cidr.parse('0.0.0.0/0'),
  ownAddress: false,
};

/** The machine's own address, and its pods' where the traffic carries them. */
function endsOf(cluster: AwsCluster, model: FirewallModel, name: string, { pods }: RequiredTraffic): End[] {
  if (name === world.name) return [world];
  const node = cluster.plan.nodes.find((candidate) => candidate.name === name);
  const address = (node && ipv4Of(node.address)) ?? cluster.plan.apiEndpoint.address;
  const own = { name, groups: groupsOf(model, name), range: Cidr.around(address, 32), ownAddress: true };
  if (!pods || !node) return [own];
  return [own, { ...own, name: `pods of ${name}`, range: ipv4Of(cluster.plan.podCidr), ownAddress: false }];
}

/** Groups that are not the stack's, whose rules this proof would not see. */
function foreignGroups({ own, groups, rules }: FirewallModel): string[] {
  const not = 'which is not a group of this stack';
  return [
    ...[...groups].flatMap(([name, its]) =>
      [...its].filter((group) => !own.has(group)).map((group) => `${name} is in ${group}, ${not}`),
    ),
    ...rules
      .filter(({ group }) => !own.has(group))
      .map(({ name, group }) => `${name} is a rule of ${group}, ${not}`),
  ];
}

function needless(
  cluster: AwsCluster,
  model: FirewallModel,
  wanted: readonly RequiredTraffic[],
  rule: ModelRule,
): string[] {
  const [near, far] = rule.direction === 'ingress' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const within = (group: string, names: readonly string[]) =>
    [...model.groups].every(([name, groups]) => !groups.has(group) || names.includes(name));
  const others = (traffic: RequiredTraffic) => {
    if (rule.peerGroup) return within(rule.peerGroup, traffic[far]);
    if (!rule.peerRange) return false;
    return (
      traffic[far].includes(world.name) ||
      (traffic.pods && ipv4Of(cluster.plan.podCidr).contains(rule.peerRange))
    );
  };
  const asked = wanted.some(
    (traffic) => others(traffic) && within(rule.group, traffic[near]) && covers(traffic.packet, rule),
  );
  return asked ? [] : [`${rule.name} is open (${packetText(rule)}) to ${rule.peer}, and nothing asks for it`];
}

/** Rules in other places than rule resources, where this proof would not see them. */
function elsewhere({ spec: { aws } }: AwsCluster, json: StackJson): string[] {
  const own = aws.vpcId === undefined && !aws.subnetIds; // else its default group is not the stack's, and no machine is in it
  const inline = ['aws_security_group', 'aws_default_security_group'].flatMap((type) =>
    resources(json, type).filter(([, group]) => group.ingress || group.egress),
  );
  return [
    ...inline.map(([name]) => `the group ${name} has rules of its own`),
    ...resources(json, 'aws_security_group_rule').map(([name]) => `${name} is a rule of the old kind`),
    ...(!own || resources(json, 'aws_default_security_group').length > 0
      ? []
      : ["the VPC's default group is not emptied"]),
  ];
}

function groupsOf(model: FirewallModel, name: string): ReadonlySet<string> {
  return model.groups.get(name) ?? new Set();
}

function packetText({ protocol, from, to }: { protocol: string; from: number; to: number }): string {
  if (protocol === '-1') return 'everything';
  if (from < 0) return /^\d/.test(protocol) ? `protocol ${protocol}` : protocol;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}
