/**
 * The table `kube-proxy` of kube-proxy's nftables mode (kubernetes pkg/proxy/nftables/proxier.go). Its named sets and maps
 * are written where they are asked, which decides the same.
 */
import type { Chain, ChainHook, Condition, Netfilter, Rule } from '../../datapath';
import { type Address, type Family, inFamily } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import { type Backends, backendsOf } from '../backends';
import type { PlannedService } from '../planned-services';
import { clearMark, isAt, isFor, isNew, isOf, oneOf, refuse, rule, setMark, unmarked } from '../rule';
import { endpointName, externalName, serviceName, shared } from './chain-names';
import { clusterIpsCheck, dispatch, nodePortsCheck, type Scene, servicesCheck } from './look-ups';

/** A node's rules for Services. */
export function nftablesRules(plan: Plan, services: readonly PlannedService[], node: PlanNode): Netfilter {
  const chains = plan.families.flatMap((family) =>
    tableOf({ family, plan, node, backends: backendsOf(services, node.name, family) }),
  );
  return { chains, sets: [] };
}

function tableOf(scene: Scene): Chain[] {
  const { family, backends } = scene;
  const served = backends.filter(({ to }) => to.length > 0);
  const chain = (name: string, rules: readonly Rule[], hook?: ChainHook): Chain => ({
    families: [family],
    table: `${family === 'ipv4' ? 'ip' : 'ip6'} kube-proxy`,
    name,
    ...(hook && { hook }),
    rules,
  });
  const jump = (to: string, ...conditions: Condition[]) =>
    rule(family, { do: 'jump', chain: to }, conditions);
  return [
    ...served.flatMap(({ to, ...one }) => to.map((address) => chain(...endpointChain(family, one, address)))),
    ...served.map((one) => chain(serviceName(one), serviceRules(scene, one))),
    ...served.flatMap((one) =>
      one.port.nodePort === undefined ? [] : [chain(externalName(one), externalRules(family, one))],
    ),
    chain(shared.mark, [rule(family, setMark)]),
    chain(shared.reject, [rule(family, refuse(family))]),
    chain(shared.servicesCheck, servicesCheck(scene)),
    chain(shared.nodePortsCheck, nodePortsCheck(scene)),
    chain(shared.clusterIpsCheck, clusterIpsCheck(scene)),
    chain(shared.services, dispatch(scene, served)),
    chain(shared.masquerading, [
      rule(family, { do: 'return' }, [unmarked]),
      rule(family, clearMark),
      rule(family, { do: 'masquerade' }),
    ]),
    chain(
      'filter-input',
      [jump(shared.nodePortsCheck, isNew), jump(shared.servicesCheck, isNew)],
      filterHook('input'),
    ),
    ...(['forward', 'output'] as const).map((name) =>
      chain(
        `filter-${name}`,
        [jump(shared.servicesCheck, isNew), jump(shared.clusterIpsCheck, isNew)],
        filterHook(name),
      ),
    ),
    chain('nat-prerouting', [jump(shared.services)], natHook('prerouting', -100)),
    chain('nat-output', [jump(shared.services)], natHook('output', -100)),
    chain('nat-postrouting', [jump(shared.masquerading)], natHook('postrouting', 100)),
  ];
}

const filterHook = (name: 'input' | 'forward' | 'output'): ChainHook => ({
  name,
  type: 'filter',
  priority: 0,
  policy: 'accept',
});
const natHook = (name: 'prerouting' | 'output' | 'postrouting', priority: number): ChainHook => ({
  name,
  type: 'nat',
  priority,
  policy: 'accept',
});

/** A pod that reaches itself sees its node's address; the packet goes on to the endpoint. */
function endpointChain(
  family: Family,
  one: Pick<Backends, 'service' | 'port'>,
  address: Address,
): [name: string, rules: Rule[]] {
  return [
    endpointName(one, address),
    [
      rule(family, { do: 'jump', chain: shared.mark }, [isAt('source', address)]),
      rule(family, { do: 'dnat', to: [{ address, port: one.port.targetPort }] }, [isOf(one.port)]),
    ],
  ];
}

/** What comes from elsewhere than pods gets the node's address, so that the answer comes back here. */
function serviceRules({ family, plan }: Scene, one: Backends): Rule[] {
  const { clusterIp, port, to } = one;
  const pods = inFamily(plan.podCidr, family);
  return [
    rule(family, { do: 'jump', chain: shared.mark }, [
      isAt('destination', clusterIp),
      isOf(port),
      isFor(port.port),
      { on: 'address', of: 'source', ranges: [pods], not: true },
    ]),
    ...oneOf(to.map((address) => endpointName(one, address))),
  ];
}

const externalRules = (family: Family, one: Backends): Rule[] => [
  rule(family, { do: 'jump', chain: shared.mark }),
  rule(family, { do: 'goto', chain: serviceName(one) }),
];
