import type { Plan, Problem } from '../../plan';

/** For modes whose routes name the other node as next hop: the kernel refuses a next hop outside its own subnets. */
export function oneSubnetOnly(plan: Plan, who: string, instead: string, otherwise?: string): Problem[] {
  if (plan.zones.length === 1) return [];
  return [
    {
      field: 'zones',
      value: plan.zones.map((zone) => `${zone.name} ${zone.nodeCidr.ipv4}`).join(', '),
      rule: `${who} routes straight to the other nodes, which must be in one subnet`,
      remedy: `Use one zone, or a mode that tunnels between zones: --cni ${instead}${otherwise ? `; or let the router between them know each node's pods: ${otherwise}` : ''}`,
    },
  ];
}
