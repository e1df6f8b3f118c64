import { addTo } from '../base/lists';
import type { SeenAddresses } from '../cni';
import { Address, type Family } from '../net';
import { endpointIds } from '../prober/questions/settings';
import type { Answers } from './job-report';

/** What lies in no share: link-local addresses, which every IPv6 link has. */
const linkLocal = /^fe[89ab]/i;

/** An address of a node's device, as the Job on the node's own network saw it. */
interface Seen {
  readonly node: string;
  readonly device: string;
  readonly address: Address;
}

function seen({ reports }: Answers): Seen[] {
  return reports
    .filter(({ start }) => start.from === endpointIds.node(start.node))
    .flatMap(({ start: { node, interfaces } }) =>
      interfaces.flatMap(({ name: device, addresses }) =>
        addresses
          .filter((one) => !linkLocal.test(one))
          .map((text) => ({ node, device, address: Address.parse(text) })),
      ),
    );
}

/** The addresses that the nodes' devices have: the first of each family. */
export function seenAddresses(answers: Answers): SeenAddresses {
  const known = new Map<string, Address>();
  for (const { node, device, address } of seen(answers)) {
    const key = keyOf(node, device, address.family);
    if (!known.has(key)) known.set(key, address);
  }
  return (node, device, family) => known.get(keyOf(node, device, family));
}

/** All addresses that the nodes have, by the node's name. */
export function nodeAddresses(answers: Answers): ReadonlyMap<string, readonly Address[]> {
  const known = new Map<string, Address[]>();
  for (const { node, address } of seen(answers)) addTo(known, node, address);
  return known;
}

const keyOf = (node: string, device: string, family: Family) => `${node} ${device} ${family}`;
