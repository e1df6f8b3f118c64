import { smallest } from '../../base/lists';
import type { Datapath } from '../../datapath';

/** Largest packet that every pod sends in one piece on every route, in bytes; undefined where there is no pod. */
export function podMtu({ hosts }: Pick<Datapath, 'hosts'>): number | undefined {
  const sizes = hosts
    .filter(({ role }) => role === 'pod')
    .flatMap(({ links, routes }) => [
      ...links.map(({ mtu }) => mtu),
      ...routes.flatMap(({ mtu }) => mtu ?? []),
    ]);
  return sizes.length > 0 ? smallest(sizes) : undefined;
}
