/** The form of the plan in a results file. */
import * as z from 'zod';
import { addresses, bytes, count, family, type Misfit, name, port, ranges, report } from './file-values';

const planFields = z.object({
  name,
  families: z.array(family).min(1).max(2),
  underlayMtu: bytes,
  fabricMtu: bytes.optional(),
  podCidr: ranges,
  serviceCidr: ranges,
  zones: z.array(z.object({ name, nodeCidr: ranges, gateway: addresses })).min(1),
  nodes: z
    .array(
      z.object({
        name,
        role: z.enum(['control-plane', 'worker']),
        zone: name,
        address: addresses,
        podCidr: ranges,
        podGateway: addresses,
        pods: z.array(z.object({ name, address: addresses })),
      }),
    )
    .min(1),
  apiEndpoint: z.object({ address: name, port }),
  dnsService: addresses,
  capacity: z.object({
    nodeShares: z.object({ used: count, total: count }),
    podsPerNode: count,
    nodeAddresses: z.record(name, z.object({ used: count, total: count })),
  }),
});

type PlanFields = z.infer<typeof planFields>;

/** How its parts fit together, as far as reports rely on it: each place once, and each zone counted. */
export const plan = planFields.superRefine((fields, context) => {
  report(context, [
    ...repeated(fields.zones, 'zones'),
    ...repeated(fields.nodes, 'nodes'),
    ...uncounted(fields),
    ...homeless(fields),
  ]);
});

function repeated(places: readonly { readonly name: string }[], list: string): Misfit[] {
  const seen = new Set<string>();
  return places.flatMap(({ name: one }, i) =>
    seen.has(one) || !seen.add(one)
      ? [{ path: [list, i, 'name'], value: one, message: 'another one has this name' }]
      : [],
  );
}

/** Reports tell of each zone how full it is. */
function uncounted({ zones, capacity: { nodeAddresses } }: PlanFields): Misfit[] {
  return zones
    .filter(({ name: zone }) => !Object.hasOwn(nodeAddresses, zone))
    .map(({ name: zone }) => ({
      path: ['capacity', 'nodeAddresses', zone],
      value: undefined,
      message: 'every zone of plan.zones has its node addresses counted',
    }));
}

function homeless({ zones, nodes }: PlanFields): Misfit[] {
  const known = new Set(zones.map(({ name: zone }) => zone));
  return nodes.flatMap(({ zone }, i) =>
    known.has(zone)
      ? []
      : [{ path: ['nodes', i, 'zone'], value: zone, message: 'none of plan.zones has this name' }],
  );
}
