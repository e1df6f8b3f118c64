import { type DiffKind, exchanged } from './kind';

/** Forwarding entries of tunnel devices. */
export const forwarding: DiffKind<'forwarding'> = {
  kind: 'forwarding',
  entries: (host) => host.forwarding,
  canonical: ({ link, mac, destination }) => `${link} ${mac} ${destination}`,
  identity: ({ link, mac }) => `${mac} dev ${link}`,
  replace: (host, from, to) => ({
    ...host,
    forwarding: exchanged(host.forwarding, forwarding, from, to),
  }),
};
