/** The form of the plan in a results file. What is read are the plan's own values: addresses and ranges. */
import * as z from 'zod';
import { bytes, count, type Misfit, name, port, report } from '../base/values';
import { address, addresses, cidr, family, ranges } from '../net/values';
import type { Plan } from '../plan';

const counted = z.object({ used: count, total: count });
const known = z.object({ used: count, total: count.optional() });

const planFields = z.object({
  name,
  families: z.array(family).min(1).max(2),
  underlayMtu: bytes,
  /** Absent in files of older versions: as underlayMtu. */
  fabricMtu: bytes.optional(),
  interZoneMtu: bytes.optional(),
  outsideMtu: bytes.optional(),
  cards: z
    .array(
      z.object({
        name,
        network: z.enum(['nodes', 'nat', 'subnet']),
        cidr: ranges.optional(),
        gateway: addresses.optional(),
        mtu: bytes.optional(),
        defaultRoute: z.literal(true).optional(),
      }),
    )
    .optional(),
  nodeCard: name.optional(),
  cniSettings: z
    .object({
      tunnelPort: port.optional(),
      podMtu: bytes.optional(),
      masquerade: z.literal(false).optional(),
    })
    .optional(),
  maxPods: count.optional(),
  podCidr: ranges,
  serviceCidr: ranges,
  seen: z.array(z.enum(['podCidr', 'serviceCidr', 'nodeCidr'])).optional(),
  zones: z
    .array(z.object({ name, nodeCidr: ranges, gateway: addresses, layer2: z.literal(false).optional() }))
    .min(1),
  podRoutes: z.boolean().optional(),
  nodes: z
    .array(
      z.object({
        name,
        role: z.enum(['control-plane', 'worker']),
        zone: name,
        address: addresses,
        externalAddress: address.optional(),
        mtu: bytes.optional(),
        cards: z.record(name, addresses).optional(),
        podCidr: ranges.optional(),
        podBlocks: z.array(cidr).optional(),
        podGateway: addresses.optional(),
        pods: z.array(z.object({ name, address: addresses })),
      }),
    )
    .min(1),
  apiEndpoint: z.object({ address, port }),
  dnsService: addresses,
  capacity: z.object({
    nodeShares: counted.optional(),
    podsPerNode: count.optional(),
    nodeAddresses: z.record(name, known),
  }),
});

type PlanFields = z.infer<typeof planFields>;

/** How its parts fit together, as far as reports rely on it: each place once, and each zone counted. */
export const planSchema = planFields
  .superRefine((fields, context) => {
    report(context, [
      ...repeated(fields.zones, 'zones'),
      ...repeated(fields.nodes, 'nodes'),
      ...uncounted(fields),
      ...homeless(fields),
    ]);
  })
  .transform((fields): Plan => ({ ...fields, fabricMtu: fields.fabricMtu ?? fields.underlayMtu }));

function repeated(places: readonly { readonly name: string }[], list: string): Misfit[] {
  const seen = new Set<string>();
  return places.flatMap(({ name: one }, i) =>
    seen.has(one) || !seen.add(one)
      ? [{ path: [list, i, 'name'], value: one, message: 'another one has this name' }]
      : [],
  );
}

/** Reports say of each zone how full it is. */
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
