import * as z from 'zod';
import { Cidr, type Family } from '../net';
import type { SpecParts } from './spec-parts';

/** Most control planes a cluster may have: etcd is not recommended beyond seven members. */
const mostControlPlanes = 7;
/** Most nodes in one cluster: the limit that Kubernetes supports (kubernetes.io, "Considerations for large clusters"). */
export const mostNodes = 5000;

const name = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/,
    'a name is a DNS label: lower-case letters, digits and inner hyphens, at most 40',
  );

/** A range, of one family where the field is for that family only. */
const range = (family?: Family) =>
  z.string().transform((text, context) => {
    const refused = (message: string, params: Record<string, unknown> = {}) => {
      context.addIssue({ code: 'custom', message, input: text, params });
      return z.NEVER;
    };
    try {
      const cidr = Cidr.parse(text);
      if (family === undefined || cidr.family === family) return cidr;
      return refused(`it must be an ${family === 'ipv4' ? 'IPv4' : 'IPv6'} range`, { wrongFamily: true });
    } catch (error) {
      return refused((error as Error).message);
    }
  });

const count = (least: number, most: number) => z.int().min(least).max(most);

const zone = z.strictObject({
  /** Name of the zone. */
  name,
  /** The zone's node network. One subnet, one layer-2 segment. */
  nodeCidr: range('ipv4'),
  /** Its IPv6 twin. @default fd00:192:168:N::/64 where N counts the zones from 1 */
  nodeCidrIPv6: range('ipv6').optional(),
});

const reservedRange = z.strictObject({
  /** What is there, in a few words. */
  name: z.string().min(1).max(60),
  cidr: range(),
});

/** What a user may ask for. Every field has a default, so `{}` is a whole spec. */
export const testbedSpecSchema = z.strictObject({
  /** Name of the testbed: of the lab, the stack and everything in it. @default testbed */
  name: name.optional(),
  /** CNI plug-in. @default flannel */
  cni: z.string().optional(),
  /** The plug-in's mode: encapsulation or data plane. @default the plug-in's first */
  mode: z.string().optional(),
  /** Who filters and translates packets on the nodes: `iptables`, `nftables`, `ebpf`. @default the plug-in's first */
  dataPlane: z.string().optional(),
  /** Nodes that run the control plane. @default 1 */
  controlPlanes: count(1, mostControlPlanes).optional(),
  /** Worker nodes. @default 2 */
  workers: count(0, mostNodes).optional(),
  /** Pods that the lab runs on each node. @default 2 */
  podsPerNode: count(0, 250).optional(),
  /** `ipv4` or `dual` (every range gets an IPv6 twin). @default ipv4 */
  ipFamily: z.enum(['ipv4', 'dual']).optional(),
  /** Zones, nodes spread over them in turn. @default one zone, a, 192.168.1.0/24 */
  zones: z.array(zone).min(1).max(26).optional(),
  /**
   * Whether the router between the zones knows each node's share of the pod network (a cloud: by a route for each node):
   * CNIs that leave the way there to it need no encapsulation. @default false
   */
  podRoutes: z.boolean().optional(),
  /** Position of the first node inside its zone's range; the gateway has position 1. @default 10 */
  firstNodeHost: count(2, 65_535).optional(),
  /** Pod network of the cluster. @default 10.244.0.0/16 */
  podCidr: range('ipv4').optional(),
  /** Prefix length of one node's share of the pod network. @default 24 */
  podPrefix: count(8, 30).optional(),
  /** Service network. @default 10.96.0.0/12 */
  serviceCidr: range('ipv4').optional(),
  /** IPv6 twin of podCidr. @default fd00:10:244::/48 */
  podCidrIPv6: range('ipv6').optional(),
  /** IPv6 twin of podPrefix. @default 64 */
  podPrefixIPv6: count(16, 120).optional(),
  /** IPv6 twin of serviceCidr. @default fd00:10:96::/112 */
  serviceCidrIPv6: range('ipv6').optional(),
  /** Ranges that the plan must keep clear of: peers, VPNs, office networks. @default none */
  reserved: z.array(reservedRange).max(1000).optional(),
  /** MTU of the network between the nodes, in bytes. @default 1500, or what the target's network carries */
  underlayMtu: count(576, 65_535).optional(),
  /** Largest packet that the network between the nodes really carries, where less than their links say. @default underlayMtu */
  fabricMtu: count(576, 65_535).optional(),
});

/** The fields that may stand in the object at that path of a spec with these parts. */
export function fieldsAt([field]: readonly PropertyKey[], parts: SpecParts): string[] {
  const inner: SpecParts = { zones: zone, reserved: reservedRange, ...parts };
  return Object.keys(inner[String(field)]?.shape ?? { ...testbedSpecSchema.shape, ...parts });
}

/** A spec as a user writes it in JSON or YAML. */
export type TestbedSpecInput = z.input<typeof testbedSpecSchema>;

export interface ZoneSpec {
  readonly name: string;
  readonly nodeCidr: Cidr;
  readonly nodeCidrIPv6: Cidr;
}

/** A spec with its ranges parsed and every default filled in. */
export interface TestbedSpec {
  readonly name: string;
  readonly cni: string;
  /** Absent: the CNI's first mode. */
  readonly mode?: string;
  /** Absent: the CNI's first data plane. */
  readonly dataPlane?: string;
  readonly controlPlanes: number;
  readonly workers: number;
  readonly podsPerNode: number;
  readonly ipFamily: 'ipv4' | 'dual';
  readonly zones: readonly ZoneSpec[];
  readonly podRoutes: boolean;
  readonly firstNodeHost: number;
  readonly podCidr: Cidr;
  readonly podPrefix: number;
  readonly serviceCidr: Cidr;
  readonly podCidrIPv6: Cidr;
  readonly podPrefixIPv6: number;
  readonly serviceCidrIPv6: Cidr;
  readonly reserved: readonly { readonly name: string; readonly cidr: Cidr }[];
  readonly underlayMtu: number;
  readonly fabricMtu: number;
}

/** Fills in the defaults, which live here and nowhere else. */
export function withDefaults(parsed: z.output<typeof testbedSpecSchema>): TestbedSpec {
  const zones = parsed.zones ?? [{ name: 'a', nodeCidr: Cidr.parse('192.168.1.0/24') }];
  return {
    name: parsed.name ?? 'testbed',
    cni: parsed.cni ?? 'flannel',
    mode: parsed.mode,
    dataPlane: parsed.dataPlane,
    controlPlanes: parsed.controlPlanes ?? 1,
    workers: parsed.workers ?? 2,
    podsPerNode: parsed.podsPerNode ?? 2,
    ipFamily: parsed.ipFamily ?? 'ipv4',
    zones: zones.map((zone, index) => ({
      name: zone.name,
      nodeCidr: zone.nodeCidr,
      nodeCidrIPv6: zone.nodeCidrIPv6 ?? Cidr.parse(`fd00:192:168:${index + 1}::/64`),
    })),
    podRoutes: parsed.podRoutes ?? false,
    firstNodeHost: parsed.firstNodeHost ?? 10,
    podCidr: parsed.podCidr ?? Cidr.parse('10.244.0.0/16'),
    podPrefix: parsed.podPrefix ?? 24,
    serviceCidr: parsed.serviceCidr ?? Cidr.parse('10.96.0.0/12'),
    podCidrIPv6: parsed.podCidrIPv6 ?? Cidr.parse('fd00:10:244::/48'),
    podPrefixIPv6: parsed.podPrefixIPv6 ?? 64,
    serviceCidrIPv6: parsed.serviceCidrIPv6 ?? Cidr.parse('fd00:10:96::/112'),
    reserved: parsed.reserved ?? [],
    underlayMtu: parsed.underlayMtu ?? 1500,
    fabricMtu: parsed.fabricMtu ?? parsed.underlayMtu ?? 1500,
  };
}
