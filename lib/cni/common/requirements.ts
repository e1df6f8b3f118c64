import type { Problem, TestbedSpec } from '../../plan';

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
