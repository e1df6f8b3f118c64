/** What kube-proxy's nftables mode looks up in its maps and sets. */
import type { Action, Condition, MapEntry, Rule } from '../../datapath';
import { type Family, inFamily } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import type { Backends } from '../backends';
import { elementOf, isAt, refuse, rule, single } from '../rule';
import { externalName, serviceName, shared } from './chain-names';

/** What is needed to make a node's table of one family. */
export interface Scene {
  readonly family: Family;
  readonly plan: Plan;
  readonly node: PlanNode;
  readonly backends: readonly Backends[];
}

/** By ClusterIP, then by NodePort. */
export function dispatch({ family, node }: Scene, served: readonly Backends[]): Rule[] {
  const own = isAt('destination', inFamily(node.address, family));
  return [
    ...lookUp(
      family,
      true,
      served.map((one) => ({
        element: elementOf(one.clusterIp, one.port, one.port.port),
        action: { do: 'goto', chain: serviceName(one) },
      })),
    ),
    ...lookUp(
      family,
      false,
      served.flatMap((one) => nodePortEntry(one, { do: 'goto', chain: externalName(one) })),
      [own],
    ),
  ];
}

const nodePortEntry = ({ port }: Backends, action: Action): MapEntry[] =>
  port.nodePort === undefined ? [] : [{ element: elementOf(undefined, port, port.nodePort), action }];

/** A Service without endpoints refuses; one whose endpoints are all elsewhere is silent. */
export function servicesCheck({ family, backends }: Scene): Rule[] {
  const unserved = backends.filter(({ to }) => to.length === 0);
  return lookUp(
    family,
    true,
    unserved.map(({ clusterIp, port, elsewhere }) => ({
      element: elementOf(clusterIp, port, port.port),
      action: elsewhere ? { do: 'drop' } : { do: 'goto', chain: shared.reject },
    })),
  );
}

/** The same of NodePorts. */
export function nodePortsCheck({ family, backends, node }: Scene): Rule[] {
  const unserved = backends.filter(({ to }) => to.length === 0);
  return lookUp(
    family,
    false,
    unserved.flatMap((one) => nodePortEntry(one, { do: 'goto', chain: shared.reject })),
    [isAt('destination', inFamily(node.address, family))],
  );
}

/** A map is written where it holds something: an empty one decides nothing. */
function lookUp(
  family: Family,
  byAddress: boolean,
  entries: readonly MapEntry[],
  conditions: readonly Condition[] = [],
): Rule[] {
  if (entries.length === 0) return [];
  const fields = [
    ...(byAddress ? (['destination'] as const) : []),
    'protocol' as const,
    'destination-port' as const,
  ];
  return [rule(family, { do: 'map', fields, entries }, conditions)];
}

/** Other ports of ClusterIPs, and addresses of the service network that no Service has. */
export function clusterIpsCheck({ family, plan, backends }: Scene): Rule[] {
  const ranges = [...new Map(backends.map(({ clusterIp }) => [`${clusterIp}`, single(clusterIp)])).values()];
  return [
    rule(
      family,
      refuse(family),
      [{ on: 'address', of: 'destination', ranges }],
      'Reject traffic to invalid ports of ClusterIPs',
    ),
    rule(
      family,
      { do: 'drop' },
      [{ on: 'address', of: 'destination', ranges: [inFamily(plan.serviceCidr, family)] }],
      'Drop traffic to unallocated ClusterIPs',
    ),
  ];
}
