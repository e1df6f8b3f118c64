import { type DiffKind, exchanged } from './kind';

/** Permanent neighbour entries: what is asked for on the wire comes and goes. */
export const neighbours: DiffKind<'neighbour'> = {
  kind: 'neighbour',
  entries: (host) => host.neighbours,
  canonical: ({ link, address, mac }) => `${link} ${address} ${mac}`,
  identity: ({ link, address }) => `${address} dev ${link}`,
  replace: (host, from, to) => ({
    ...host,
    neighbours: exchanged(host.neighbours, neighbours, from, to),
  }),
};
