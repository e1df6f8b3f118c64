import * as z from 'zod';
import type { Family } from '../../../net';
import { address, linkName, number32, word } from '../answers/values';
import { table } from './tables';

const text = z.string().max(60);

const nextHopFields = {
  gateway: address.optional(),
  /** A next hop of the other family. */
  via: z.object({ host: address }).optional(),
  dev: linkName.optional(),
  flags: z.array(z.string()).optional(),
  encap: text.optional(),
  id: z.coerce.number().pipe(number32).optional(),
  /** The other end of the tunnel: {@link withEncapEnds}. */
  encap_dst: address.optional(),
};

/** An entry of `ip -j route show table all`, with or without `-d`. */
export const routeSchema = z.object({
  ...nextHopFields,
  type: text.default('unicast'),
  dst: text,
  /** Routes for some sources only. */
  from: text.optional(),
  tos: text.optional(),
  table: table.default(254),
  protocol: word.default('boot'),
  prefsrc: address.optional(),
  metric: number32.optional(),
  metrics: z.array(z.object({ mtu: number32.optional() })).optional(),
  /** All routes of IPv6 have one. */
  pref: text.optional(),
  nexthops: z.array(z.object(nextHopFields)).optional(),
});

/** An entry of `ip route`. */
export type RouteEntry = z.infer<typeof routeSchema>;
/** One of its next hops; where there is only one, the entry itself. */
export type NextHopEntry = Pick<RouteEntry, keyof typeof nextHopFields>;

/** Whose route it is: `default` does not say. */
export function familyOfRoute({ dst, gateway, pref, prefsrc }: RouteEntry): Family {
  if (dst.includes(':') || pref !== undefined) return 'ipv6';
  return (gateway ?? prefsrc)?.family ?? 'ipv4';
}

/** iproute2 (up to 6.x) writes what wraps a packet beside the route, in one object, and `dst` and `tos` of both alike. */
export function withEncapEnds(json: string): string {
  const inner = (name: string) => new RegExp(`("encap":\\s?"[^"]{1,20}",[^{}]{0,300}?)"${name}":`, 'g');
  return json.replace(inner('dst'), '$1"encap_dst":').replace(inner('tos'), '$1"encap_tos":');
}
