import { connectedRoutes, type Host, mainTable, metricOf, type Route } from '../../../datapath';
import { type DiffKind, exchanged } from './kind';

/**
 * Routes: those of the host's list, and those that the kernel makes for an address with a prefix, as long as both states have
 * that address. Who made a route says nothing of where it leads.
 */
export const routes: DiffKind<'route'> = {
  kind: 'route',
  entries: (host, other) => [...host.routes, ...sharedConnected(host, other)],
  canonical,
  identity: (route) => `${route.destination}${inTable(route)}`,
  replace: (host, from, to) => {
    const added = to && canBe(host, to) && !isConnected(host, to) ? to : undefined;
    const changed = { ...host, routes: exchanged(host.routes, routes, from, added) };
    return withConnected(changed, from && canonical(from));
  },
};

const inTable = ({ table = mainTable }: Route) => (table === mainTable ? '' : ` table ${table}`);

/** As it decides: defaults left out, and who made it. Texts of tens of thousands are made, so each part is put together by hand. */
function canonical(route: Route): string {
  const { destination, via, link, onlink, source, mtu, encap, type = 'unicast', table = mainTable } = route;
  const metric = metricOf(route, destination.family);
  const end = encap ? `${encap.id} ${encap.destination}` : '';
  return `${type} ${destination} ${via ?? ''} ${link ?? ''} ${onlink ?? ''} ${source ?? ''} ${mtu ?? ''} ${end} ${metric} ${table}`;
}

function sharedConnected(host: Host, other: Host): Route[] {
  const has = new Set(
    other.links.flatMap(({ name, addresses }) =>
      addresses.map(({ address, prefix }) => `${name} ${address}/${prefix}`),
    ),
  );
  return host.links.flatMap((link) =>
    connectedRoutes({
      ...link,
      addresses: link.addresses.filter(({ address, prefix }) => has.has(`${link.name} ${address}/${prefix}`)),
    }),
  );
}

/** The kernel takes no route over a device that is not there. */
const canBe = (host: Host, { link }: Route) =>
  link === undefined || host.links.some(({ name }) => name === link);

function isConnected(host: Host, route: Route): boolean {
  const text = canonical(route);
  return host.links.flatMap(connectedRoutes).some((one) => canonical(one) === text);
}

/** Where a route that the kernel had made is to go, its address loses it. */
function withConnected(host: Host, gone: string | undefined): Host {
  if (gone === undefined) return host;
  return {
    ...host,
    links: host.links.map((link) => ({
      ...link,
      addresses: link.addresses.map((address) => {
        const [made] = connectedRoutes({ ...link, addresses: [address] });
        return made && canonical(made) === gone ? { ...address, withoutRoute: true as const } : address;
      }),
    })),
  };
}
