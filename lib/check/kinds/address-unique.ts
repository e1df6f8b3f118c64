import { groupBy } from '../../base/lists';
import type { Datapath, Endpoint, Unreached } from '../../datapath';
import { Address, Cidr, type Family } from '../../net';
import type { Check, Observed } from '../check';
import { fail, type Judgement, pass } from '../judgement';
import { insiders } from '../pairs';
import type { CheckKind, Scene } from './kind';

/** Every endpoint has its own address, which lies in its node's range and is nobody else's. */
export const addressUnique: CheckKind = {
  id: 'address/unique',
  title: 'Addresses are the planned ones, and nobody has them twice',
  requirement: 0,
  question: 'addresses',
  checks,
  judge,
  predict: ({ predicted: { reachable, source, alsoOn } }) => ({
    addresses: reachable === false || source === undefined ? [] : [source],
    alsoOn,
  }),
  differs: (check, observed) => {
    const foreseen = addressUnique.predict(check);
    return foreseen !== undefined && judge(check, observed).verdict !== judge(check, foreseen).verdict;
  },
  facts: {
    required: ({ required }) => (required.within ? `in ${required.within}` : '–'),
    predicted: ({ predicted }) => predicted.source ?? '–',
    observed: ({ addresses }) => addresses?.join(', ') || '–',
  },
};

function judge({ required, predicted }: Check, { addresses = [], alsoOn = [] }: Observed): Judgement {
  const { source: planned } = predicted;
  const { within } = required;
  if (planned === undefined) return pass;
  if (!addresses.includes(planned)) return fail({ code: 'address-missing', planned, within, has: addresses });
  if (within && !Cidr.parse(within).contains(Address.parse(planned)))
    return fail({ code: 'address-outside', address: planned, within });
  return alsoOn.length > 0 ? fail({ code: 'address-shared', address: planned, with: alsoOn }) : pass;
}

function checks({ testbed: { datapath }, family }: Scene): Check[] {
  const endpoints = insiders(datapath.endpoints);
  const owners = groupBy(endpoints, ({ address }) => `${address[family]}`);
  const down = downLinks(datapath);
  return endpoints.map((endpoint) => {
    const { id, address, within } = endpoint;
    const others = (owners.get(`${address[family]}`) ?? []).filter((other) => other.id !== id);
    const cut = cutOff(datapath, endpoint, family, down);
    return {
      id: 'address/unique',
      requirement: 0,
      from: id,
      to: id,
      family,
      required: { within: `${within[family]}` },
      predicted: {
        source: `${address[family]}`,
        alsoOn: others.map((other) => other.id),
        ...(cut ? { reachable: false, why: cut } : {}),
      },
    };
  });
}

/** Links that are down, and the other ends of their cables, by host and name; with the link that is to blame. */
function downLinks({ hosts }: Datapath): Map<string, Unreached> {
  const down = new Map<string, Unreached>();
  for (const host of hosts)
    for (const link of host.links) {
      if (link.up !== false) continue;
      const why = { code: 'cut-off', host: host.name, link: link.name } as const;
      down.set(`${host.name} ${link.name}`, why);
      if (link.type === 'veth') down.set(`${link.peer.host} ${link.peer.link}`, why);
    }
  return down;
}

/** Why the endpoint's link carries nothing, so that its address cannot be reached. */
function cutOff(
  { hosts }: Datapath,
  { host, address }: Endpoint,
  family: Family,
  down: ReadonlyMap<string, Unreached>,
): Unreached | undefined {
  if (down.size === 0) return undefined;
  const link = hosts
    .find(({ name }) => name === host)
    ?.links.find(({ addresses }) => addresses.some((entry) => `${entry.address}` === `${address[family]}`));
  return link && down.get(`${host} ${link.name}`);
}
