/** The fabric as a play for the vendor's modules bcf_tenant and bcf_segment (bigswitch/automation, ansible/modules). */
import type { Fabric } from './fabric';

/** In each task; the token is in the environment, as BIGSWITCH_ACCESS_TOKEN. */
const everywhere = { controller: '{{ inventory_hostname }}', validate_certs: true, state: 'present' };

/** One play with the tenant's task and one for each segment. */
export function ansiblePlay({ tenant, segments, routes }: Fabric, controller: string): object[] {
  return [
    {
      name: `the fabric of ${tenant}`,
      hosts: controller,
      connection: 'local',
      gather_facts: false,
      tasks: [
        {
          name: 'tenant with gateways and routes',
          bcf_tenant: {
            name: tenant,
            logical_router_interfaces: Object.fromEntries(
              segments.map(({ name, gateways }) => [name, gateways[0]]),
            ),
            logical_router_tenant_interfaces: ['system'],
            routes: Object.fromEntries([
              ...routes.map(({ share, group }) => [`${share}`, `next-hop-group:${group}`]),
              ['0.0.0.0/0', 'tenant:system'],
            ]),
            next_hop_groups: Object.fromEntries(routes.map(({ group, nextHop }) => [group, [`${nextHop}`]])),
            ...everywhere,
          },
        },
        ...segments.map(({ name, members }) => ({
          name: `segment ${name}`,
          bcf_segment: {
            name,
            tenant,
            interface_groups: members.map((group) => `${group}:untagged`),
            ...everywhere,
          },
        })),
      ],
    },
  ];
}
