/** The fabric as calls of its controller's API. Each sets one thing to what it is to be: sent again, they change nothing. */
import type { Fabric, PodRoute, Segment } from './fabric';

/** One call. */
export interface RestCall {
  readonly method: 'PUT';
  /** Behind the base. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The vendor's word for a port without a VLAN tag. */
const untagged = -1;
/** Of several routes to one range the lowest is used; here there is one. */
const preference = 1;
/** The tenant that leads outside, which every fabric has. */
const system = 'system';

/** All calls, in the order in which one rests on another. */
export function restCalls({ tenant, segments, ports, routes }: Fabric): RestCall[] {
  const own = `/tenant[name="${tenant}"]`;
  const router = `${own}/logical-router`;
  return [
    put(own, { name: tenant }),
    ...segments.flatMap(({ members }) =>
      members.map((name) => put(`/interface-group[name="${name}"]`, { name, mode: 'static' })),
    ),
    ...ports.map(({ node, leaf, port }) =>
      put(
        `/interface-group[name="${node}"]/member-interface[switch-name="${leaf}"][interface-name="${port}"]`,
        {
          'switch-name': leaf,
          'interface-name': port,
        },
      ),
    ),
    ...segments.flatMap((segment) => segmentCalls(own, router, segment)),
    ...routes.flatMap((route) => routeCalls(router, route)),
    put(`${router}/tenant-interface[remote-tenant="${system}"]`, {
      'remote-tenant': system,
      'import-route': true,
    }),
    put(`/tenant[name="${system}"]/logical-router/tenant-interface[remote-tenant="${tenant}"]`, {
      'remote-tenant': tenant,
      'export-route': true,
    }),
  ];
}

function segmentCalls(tenant: string, router: string, { name, gateways, members }: Segment): RestCall[] {
  const segment = `${tenant}/segment[name="${name}"]`;
  return [
    put(segment, { name }),
    ...members.map((group) =>
      put(`${segment}/interface-group-membership-rule[interface-group="${group}"][vlan=${untagged}]`, {
        'interface-group': group,
        vlan: untagged,
      }),
    ),
    put(`${router}/segment-interface[segment="${name}"]`, {
      segment: name,
      shutdown: false,
      private: false,
      'ip-subnet': gateways.map((gateway) => ({ 'ip-cidr': gateway })),
    }),
  ];
}

function routeCalls(router: string, { group, nextHop, share }: PodRoute): RestCall[] {
  const hops = `${router}/next-hop-group[name="${group}"]`;
  return [
    put(hops, { name: group }),
    put(`${hops}/ip-address[ip-address="${nextHop}"]`, { 'ip-address': `${nextHop}` }),
    put(`${router}/static-route[dst-ip-subnet="${share}"][preference=${preference}]`, {
      preference,
      'dst-ip-subnet': `${share}`,
      'next-hop': { 'next-hop-group': group },
    }),
  ];
}

const put = (path: string, body: RestCall['body']): RestCall => ({ method: 'PUT', path, body });
