/**
 * The chains of kube-proxy's iptables mode (kubernetes pkg/proxy/iptables/proxier.go). A lab writes them for nft, as
 * iptables-nft would, into tables of its own.
 */
import type { Chain, ChainHook, Condition, Netfilter, Rule } from '../datapath';
import { Address, type Family, inFamily } from '../net';
import type { Plan, PlanNode } from '../plan';
import { type Backends, backendsOf } from './backends';
import { endpointName, externalChain, nameOf, serviceChain } from './iptables-names';
import type { PlannedService } from './planned-services';
import { clearMark, isAt, isFor, isMarked, isNew, isOf, refuse, rule, setMark, unmarked } from './rule';

/** What is needed to make a node's chains of one family. */
interface Scene {
  readonly family: Family;
  readonly plan: Plan;
  readonly backends: readonly Backends[];
}

/** A node's rules for Services. */
export function iptablesRules(plan: Plan, services: readonly PlannedService[], node: PlanNode): Netfilter {
  const chains = plan.families.flatMap((family) => {
    const scene = { family, plan, backends: backendsOf(services, node.name, family) };
    return [...natTable(scene), ...filterTable(scene)];
  });
  return { chains, sets: [] };
}

/** Names of the lab's tables that stand for those of iptables. */
const tableOf = (family: Family, name: 'nat' | 'filter') =>
  `${family === 'ipv4' ? 'ip' : 'ip6'} ${family === 'ipv4' ? 'iptables' : 'ip6tables'}_${name}`;

function maker(family: Family, table: 'nat' | 'filter') {
  const chain = (name: string, rules: readonly Rule[], hook?: ChainHook): Chain => ({
    families: [family],
    table: tableOf(family, table),
    name,
    ...(hook && { hook }),
    rules,
  });
  const jump = (to: string, conditions: readonly Condition[] = [], comment?: string) =>
    rule(family, { do: 'jump', chain: to }, conditions, comment);
  return { chain, jump };
}

function natTable({ family, plan, backends }: Scene): Chain[] {
  const { chain, jump } = maker(family, 'nat');
  const served = backends.filter(({ to }) => to.length > 0);
  const portals = [jump('KUBE-SERVICES', [], 'kubernetes service portals')];
  return [
    chain('KUBE-MARK-MASQ', [rule(family, setMark)]),
    chain('KUBE-POSTROUTING', [
      rule(family, { do: 'return' }, [unmarked]),
      rule(family, clearMark),
      rule(family, { do: 'masquerade' }, [], 'kubernetes service traffic requiring SNAT'),
    ]),
    ...served.flatMap((one) => one.to.map((address) => chain(...endpointChain(family, one, address)))),
    ...served.map((one) => chain(serviceChain(one), balanced(family, plan, one))),
    ...served.flatMap((one) =>
      one.port.nodePort === undefined
        ? []
        : [chain(externalChain(one), [jump('KUBE-MARK-MASQ'), jump(serviceChain(one))])],
    ),
    chain(
      'KUBE-NODEPORTS',
      served.flatMap((one) =>
        one.port.nodePort === undefined
          ? []
          : [jump(externalChain(one), [isOf(one.port), isFor(one.port.nodePort)], nameOf(one))],
      ),
    ),
    chain('KUBE-SERVICES', [
      ...served.map((one) =>
        jump(
          serviceChain(one),
          [isAt('destination', one.clusterIp), isOf(one.port), isFor(one.port.port)],
          `${nameOf(one)} cluster IP`,
        ),
      ),
      jump('KUBE-NODEPORTS', [...notLoopback[family], isLocal]),
    ]),
    chain('PREROUTING', portals, natHook('prerouting', -100)),
    chain('OUTPUT', portals, natHook('output', -100)),
    chain(
      'POSTROUTING',
      [jump('KUBE-POSTROUTING', [], 'kubernetes postrouting rules')],
      natHook('postrouting', 100),
    ),
  ];
}

const isLocal: Condition = { on: 'address-type', of: 'destination', types: ['local'] };

/** NodePorts are served at 127.0.0.1 (`--iptables-localhost-nodeports`), and never at ::1: kernels do not route from it. */
const notLoopback: Readonly<Record<Family, readonly Condition[]>> = {
  ipv4: [],
  ipv6: [{ ...isAt('destination', Address.parse('::1')), not: true }],
};

const natHook = (name: 'prerouting' | 'output' | 'postrouting', priority: number): ChainHook => ({
  name,
  type: 'nat',
  priority,
  policy: 'accept',
});

function endpointChain(family: Family, one: Backends, address: Address): [name: string, rules: Rule[]] {
  const to = [{ address, port: one.port.targetPort }];
  return [
    endpointName(one, address),
    [
      rule(family, { do: 'jump', chain: 'KUBE-MARK-MASQ' }, [isAt('source', address)], nameOf(one)),
      rule(family, { do: 'dnat', to }, [isOf(one.port)], nameOf(one)),
    ],
  ];
}

/** One endpoint after the other, each with its part of what the ones before it leave. */
function balanced(family: Family, plan: Plan, one: Backends): Rule[] {
  const { clusterIp, port, to } = one;
  const pods = inFamily(plan.podCidr, family);
  return [
    rule(
      family,
      { do: 'jump', chain: 'KUBE-MARK-MASQ' },
      [
        { on: 'address', of: 'source', ranges: [pods], not: true },
        isAt('destination', clusterIp),
        isOf(port),
        isFor(port.port),
      ],
      `${nameOf(one)} cluster IP`,
    ),
    ...to.map((address, i) => {
      const left = to.length - i;
      const chance: Condition[] = left === 1 ? [] : [{ on: 'random', share: 1 / left }];
      return rule(family, { do: 'jump', chain: endpointName(one, address) }, chance);
    }),
  ];
}

function filterTable({ family, backends }: Scene): Chain[] {
  const { chain, jump } = maker(family, 'filter');
  const unserved = backends.filter(({ to }) => to.length === 0);
  const portals = jump('KUBE-SERVICES', [isNew], 'kubernetes service portals');
  const hook = (name: 'input' | 'forward' | 'output'): ChainHook => ({
    name,
    type: 'filter',
    priority: 0,
    policy: 'accept',
  });
  const external = jump('KUBE-EXTERNAL-SERVICES', [isNew], 'kubernetes externally-visible service portals');
  return [
    chain('KUBE-FORWARD', [
      rule(family, { do: 'drop' }, [{ on: 'state', states: ['invalid'] }]),
      rule(family, { do: 'accept' }, [isMarked], 'kubernetes forwarding rules'),
      rule(family, { do: 'accept' }, [{ on: 'state', states: ['established', 'related'] }]),
    ]),
    chain(
      'KUBE-SERVICES',
      unserved.map((one) => refusal(family, one)),
    ),
    chain(
      'KUBE-EXTERNAL-SERVICES',
      unserved.flatMap((one) =>
        one.port.nodePort === undefined ? [] : [closedNodePort(family, one, one.port.nodePort)],
      ),
    ),
    chain('INPUT', [external], hook('input')),
    chain(
      'FORWARD',
      [jump('KUBE-FORWARD', [], 'kubernetes forwarding rules'), portals, external],
      hook('forward'),
    ),
    chain('OUTPUT', [portals], hook('output')),
  ];
}

/** A Service without endpoints refuses; one whose endpoints are all elsewhere is silent. */
function refusal(family: Family, one: Backends): Rule {
  const { clusterIp, port, elsewhere } = one;
  return rule(
    family,
    elsewhere ? { do: 'drop' } : refuse(family),
    [isAt('destination', clusterIp), isOf(port), isFor(port.port)],
    `${nameOf(one)} has no ${elsewhere ? 'local ' : ''}endpoints`,
  );
}

function closedNodePort(family: Family, one: Backends, nodePort: number): Rule {
  return rule(
    family,
    refuse(family),
    [isLocal, isOf(one.port), isFor(nodePort)],
    `${nameOf(one)} has no endpoints`,
  );
}
