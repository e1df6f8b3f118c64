import type { SeenAddresses } from '../cni';
import { Address, type Family } from '../net';
import { endpointIds } from '../prober/questions/settings';
import type { Answers } from './job-report';

/** What lies in no share: link-local addresses, which every IPv6 link has. */
const linkLocal = /^fe[89ab]/i;

/** The addresses that the nodes' devices have, as the Jobs on the nodes' own network saw them. */
export function seenAddresses(answers: Answers): SeenAddresses {
  const known = new Map<string, Address>();
  for (const { start } of answers.reports) {
    if (start.from !== endpointIds.node(start.node)) continue;
    for (const { name, addresses } of start.interfaces)
      for (const text of addresses.filter((one) => !linkLocal.test(one))) {
        const address = Address.parse(text);
        const key = keyOf(start.node, name, address.family);
        if (!known.has(key)) known.set(key, address);
      }
  }
  return (node, device, family) => known.get(keyOf(node, device, family));
}

const keyOf = (node: string, device: string, family: Family) => `${node} ${device} ${family}`;
