import { largest } from '../../base/lists';
import { valuesOf } from '../../net';
import type { Problem, TestbedSpec } from '../../plan';
import type { CniMode } from '../cni';

/** For modes whose routes name the other node as next hop: the kernel refuses a next hop outside its own subnets. */
export function oneSubnetOnly(
  { zones }: TestbedSpec,
  who: string,
  instead: string,
  otherwise?: string,
): Problem[] {
  if (zones.length === 1) return [];
  return [
    {
      code: 'cni/one-subnet',
      field: 'zones',
      value: zones.map(({ name, nodeCidr }) => `${name} ${nodeCidr}`).join(', '),
      who,
      rule: 'routes straight to the other nodes, which must be in one subnet',
      remedy: `Use one zone, or a mode that tunnels between zones: --cni ${instead}${otherwise ? `; or let the router between them know each node's pods: ${otherwise}` : ''}`,
      restsOn: ['cni', 'mode', 'podRoutes'],
    },
  ];
}

/** Bytes that every link of an IPv6 network must take (RFC 8200, 5); the kernel switches IPv6 off on smaller ones. */
const ipv6Minimum = 1280;

/** Pods' links are as much smaller than the nodes' as the mode adds to their packets. */
export function ipv6Minimums(spec: TestbedSpec, { name, overhead }: CniMode): Problem[] {
  if (spec.ipFamily !== 'dual') return [];
  const added = largest(valuesOf(overhead));
  const problem = (field: string, value: number, least: number, why: string): Problem[] =>
    value >= least
      ? []
      : [
          {
            code: 'cni/ipv6-mtu',
            field,
            value: `${value}`,
            rule: `IPv6 needs links of ${ipv6Minimum} bytes${why}`,
            remedy: `Use ${least} or more, or ipv4 alone`,
            restsOn: ['ipFamily', 'cni', 'mode'],
          },
        ];
  return [
    ...problem(
      'underlayMtu',
      spec.underlayMtu,
      ipv6Minimum + added,
      added > 0 ? `, and ${name} adds up to ${added} to each packet of a pod` : '',
    ),
    ...(spec.fabricMtu === spec.underlayMtu ? [] : problem('fabricMtu', spec.fabricMtu, ipv6Minimum, '')),
  ];
}
