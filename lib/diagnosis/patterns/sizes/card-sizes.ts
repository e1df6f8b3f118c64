/** Sizes that the nodes' own packets fail at: a card, a port of the network, or the whole network underneath. */
import { largest, smallest } from '../../../base/lists';
import { asksForSize, type CheckResult } from '../../../check';
import { nodeOf, placeOf } from '../../../net';
import type { Example } from '../../causes/example';
import type { Explanation, Run } from '../../diagnosis';
import type { Failure } from '../../failure';
import { placeOfFailures } from '../../scope/find-place';
import { namesOf } from '../../scope/place';

const isBare = ({ from, to }: CheckResult) =>
  placeOf(from)?.kind === 'node' && placeOf(to)?.kind === 'node' && nodeOf(from) !== nodeOf(to);

/** What is between two nodes holds back pods as well: their failures there follow from it. */
export function cardSizes({ failures, checks, evidence, datapath }: Run): Explanation[] {
  const sized = failures.filter((failure) => asksForSize(failure) && failure.observed?.bytes !== undefined);
  const bare = sized.filter(isBare);
  const [first] = bare;
  if (!first || foreseen(bare) || sized.some(staysAndShrinks(first))) return [];
  const tried = checks.flatMap((check, index): Failure[] =>
    asksForSize(check) && isBare(check) && check.verdict !== 'skip' ? [{ ...check, index }] : [],
  );
  const place = placeOfFailures(bare, tried);
  const nodes = namesOf(place);
  if (nodes.length === 0) return [underneath(bare, sized, place)];
  return nodes.map((node) => {
    const at = (failure: Failure) => nodeOf(failure.from) === node || nodeOf(failure.to) === node;
    const own = sized.filter((failure) => at(failure) && nodeOf(failure.from) !== nodeOf(failure.to));
    const passes = smallest(bare.filter(at).map(({ observed }) => observed?.bytes ?? Infinity));
    const pairs = own.length;
    const card = cardOf(node, evidence) ?? limitOf(node, tried, datapath);
    const others = otherCards(node, evidence) ?? largest(tried.filter((check) => !at(check)).map(bytesOf));
    const ownCard = card && passes <= card.mtu && card.mtu < others;
    return ownCard
      ? { cause: { code: 'card-mtu', node, link: card.link, mtu: card.mtu, others, pairs }, failures: own }
      : {
          cause: {
            code: 'mtu-black-hole',
            pairs,
            seen: exampleOf(bare.find(at) ?? first),
            place: { code: 'node', node, side: 'both' },
            passes,
          },
          failures: own,
        };
  });
}

/** Whether the state says so: then it names the link too. */
const foreseen = (bare: readonly Failure[]) =>
  bare.every(({ predicted, observed }) => predicted.bytes === observed?.bytes);

/** What stays on its node and is held back at the same size meets no card at all. */
const staysAndShrinks =
  (bare: Failure) =>
  ({ from, to, observed }: Failure) =>
    nodeOf(from) === nodeOf(to) && observed?.bytes === bare.observed?.bytes;

/** Every node is held back: by the network between them, or by cards that are all other than planned. */
function underneath(
  bare: readonly Failure[],
  sized: readonly Failure[],
  place: ReturnType<typeof placeOfFailures>,
): Explanation {
  const across = sized.filter(({ from, to }) => nodeOf(from) !== nodeOf(to));
  const passes = smallest(bare.map(({ observed }) => observed?.bytes ?? Infinity));
  const planned = largest(bare.map(({ required }) => required.bytes ?? 0));
  const own = bare.every(({ observed }) => observed?.localLimit === observed?.bytes);
  if (own && place.code !== 'zones')
    return { cause: { code: 'underlay-mtu', mtu: passes, planned, pairs: across.length }, failures: across };
  const failures =
    place.code === 'zones' ? across.filter(({ why }) => why?.code === bare[0]?.why?.code) : across;
  return {
    cause: { code: 'mtu-black-hole', pairs: failures.length, seen: exampleOf(bare[0]!), place, passes },
    failures,
  };
}

/** The node's card, as it was seen there. */
function cardOf(node: string, evidence: Run['evidence']) {
  const card = evidence?.nodes.find(({ name }) => name === node)?.card;
  return card && { link: card.name, mtu: card.mtu };
}

/** The smallest MTU of the other nodes' cards, as they were seen there. */
function otherCards(node: string, evidence: Run['evidence']): number | undefined {
  const mtus = (evidence?.nodes ?? []).flatMap(({ name, card }) => (card && name !== node ? [card.mtu] : []));
  return mtus.length > 0 ? smallest(mtus) : undefined;
}

const bytesOf = ({ observed }: CheckResult) => observed?.bytes ?? 0;

/** What the node's own kernel lets out, which is its card's MTU; the card is the one that has the node's address. */
function limitOf(node: string, tried: readonly CheckResult[], datapath: Run['datapath']) {
  const limits = tried.flatMap(({ from, observed }) =>
    nodeOf(from) === node && observed?.localLimit !== undefined ? [observed.localLimit] : [],
  );
  if (limits.length === 0) return undefined;
  const address = datapath?.endpoints.find(({ kind, host }) => kind === 'node' && host === node)?.address;
  const link = datapath?.hosts
    .find(({ name }) => name === node)
    ?.links.find(({ addresses }) =>
      addresses.some((one) => `${one.address}` === `${address?.[one.address.family]}`),
    );
  return { link: link?.name, mtu: largest(limits) };
}

const exampleOf = ({ from, to, why }: Failure): Example => ({ from, to, why });
