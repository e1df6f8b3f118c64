import type { Host } from '../../../datapath';
import type { LinkAddress } from '../difference';
import type { DiffKind } from './kind';

/** Addresses of devices that both states have. Those that only mean something on their own link are the kernel's. */
export const addresses: DiffKind<'address'> = {
  kind: 'address',
  entries: (host, other) => {
    const shared = new Set(other.links.map(({ name }) => name));
    return host.links.flatMap((link) =>
      shared.has(link.name) ? link.addresses.map((address) => ({ ...address, link: link.name })) : [],
    );
  },
  canonical: ({ link, address, prefix }) => `${link} ${address}/${prefix}`,
  identity: ({ link, address }) => `${link} ${address.family}`,
  replace: (host, from, to) => ({
    ...host,
    links: host.links.map((link) => ({
      ...link,
      addresses: [
        ...link.addresses.filter(
          ({ address }) => !(from?.link === link.name && address.equals(from.address)),
        ),
        ...(to?.link === link.name ? [plain(to)] : []),
      ],
    })),
  }),
};

function plain({ link: _link, ...address }: LinkAddress): Host['links'][number]['addresses'][number] {
  return address;
}
