/** Sizes that the nodes' own packets fail at: a card, a port of the network, or the whole network underneath. */
import { groupBy, largest, smallest } from '../../../base/lists';
import type { CheckResult } from '../../../check';
import { nodeOf, placeOf } from '../../../net';
import { exampleOf } from '../../causes/example';
import type { Explanation, Run } from '../../diagnosis';
import { type Failure, without } from '../../failure';
import { placeOfFailures } from '../../scope/find-place';
import type { Place } from '../../scope/place';
import { crossesNodes, crossesZones, nodePair, nodesOf } from '../../scope/traffic';

const isBare = ({ from, to }: CheckResult) =>
  placeOf(from)?.kind === 'node' && placeOf(to)?.kind === 'node' && crossesNodes({ from, to });
const touchesNode = (node: string) => (check: Pick<CheckResult, 'from' | 'to'>) =>
  nodeOf(check.from) === node || nodeOf(check.to) === node;
const bytesOf = ({ observed }: CheckResult) => observed?.bytes ?? Infinity;

/** Headers of the widest tunnel: what is held back between nodes holds back pods by that much more. */
const widestTunnel = 100;
/** A link may take a little more than its MTU: the four bytes that a VLAN tag would need. */
export const slack = 4;

/** What is between two nodes holds back pods as well: their failures there follow from it, each from one cause. */
export function cardSizes(failures: readonly Failure[], tried: readonly Failure[], run: Run): Explanation[] {
  const crossing = failures.filter(
    (failure) => crossesNodes(failure) && failure.observed?.bytes !== undefined,
  );
  const bare = crossing.filter(isBare);
  if (bare.length === 0 || foreseen(bare) || failures.some(staysAndShrinks(bare[0]!))) return [];
  const bareTried = tried.filter(isBare);
  let left = crossing;
  return causesOf(bare, bareTried, run).flatMap(({ cause, isAt, passes }) => {
    const own = left.filter(
      (one) => isAt(one) && bytesOf(one) <= passes + slack && bytesOf(one) >= passes - widestTunnel,
    );
    left = without(left, own);
    return own.length > 0 ? [{ cause: { ...cause, pairs: own.length }, failures: own }] : [];
  });
}

/** Whether the state says so: then it names the link too. */
const foreseen = (bare: readonly Failure[]) =>
  bare.every(({ predicted, observed }) => predicted.bytes === observed?.bytes);

/** What stays on its node and is held back at the same size meets no card at all. */
const staysAndShrinks = (bare: Failure) => (failure: Failure) =>
  !crossesNodes(failure) && failure.observed?.bytes === bare.observed?.bytes;

interface Found {
  readonly cause: Explanation['cause'];
  /** Which failures are at its place. */
  isAt(failure: Failure): boolean;
  /** Largest packet that passes there, in bytes. */
  readonly passes: number;
}

function causesOf(bare: readonly Failure[], tried: readonly Failure[], run: Run): Found[] {
  if (bare.length === 0) return [];
  const small = nodesOf(bare).find((node) => isSmall(node, run.evidence));
  if (small !== undefined) {
    const others = (list: readonly Failure[]) => list.filter((one) => !touchesNode(small)(one));
    return [atNode(small, bare, tried, run), ...causesOf(others(bare), others(tried), run)];
  }
  const place = placeOfFailures(bare, tried);
  if (place.code === 'zones') return [hole(bare, place, crossesZones)];
  const nodes = nodesOf(tried);
  const failing = new Set(bare.map(nodePair)); // a card lets its own node's packets out as large as it is
  const bad = nodes.filter((node) =>
    tried.filter(touchesNode(node)).every((one) => failing.has(nodePair(one))),
  );
  if (bad.length === nodes.length) return [underneath(bare, place, run)];
  const single = bad.map((node) => atNode(node, bare, tried, run));
  const rest = bare.filter((one) => !bad.some((node) => touchesNode(node)(one)));
  const pairs = groupBy(rest, nodePair);
  const between = [...pairs.values()].map((own): Found => {
    const [a, b] = [nodeOf(own[0]!.from), nodeOf(own[0]!.to)];
    return hole(own, { code: 'between', nodes: [a, b] }, (one) => touchesNode(a)(one) && touchesNode(b)(one));
  });
  return [...single, ...between];
}

/** A node that no larger packets get to or from: by its card, as seen there or as its own kernel says, else by its port. */
function atNode(node: string, bare: readonly Failure[], tried: readonly Failure[], run: Run): Found {
  const isAt = touchesNode(node);
  const own = bare.filter(isAt);
  const passes = smallest(own.map(bytesOf));
  // A kernel also remembers what routers on the way say of sizes: within a subnet there are none.
  const near = !own.every(crossesZones);
  const card = cardOf(node, run.evidence) ?? (near ? limitOf(node, tried, run.datapath) : undefined);
  const others =
    otherCards(node, run.evidence) ??
    largest(tried.filter((check) => !isAt(check)).map(({ observed }) => observed?.bytes ?? 0));
  if (!card || passes > card.mtu || card.mtu >= others)
    return hole(own, { code: 'node', node, side: 'both' }, isAt);
  return {
    cause: { code: 'card-mtu', node, link: card.link, mtu: card.mtu, others, pairs: 0 },
    isAt,
    passes,
  };
}

/** Every node is held back: by cards that are all other than planned, where they were seen, else by what is between. */
function underneath(bare: readonly Failure[], place: Place, { evidence }: Run): Found {
  const passes = smallest(bare.map(bytesOf));
  const planned = largest(bare.map(({ required }) => required.bytes ?? 0));
  const cards = (evidence?.nodes ?? []).map(({ card }) => card?.mtu);
  if (cards.length === 0 || planned === 0 || cards.some((mtu) => mtu !== passes))
    return hole(bare, place, () => true);
  return { cause: { code: 'underlay-mtu', mtu: passes, planned, pairs: 0 }, isAt: () => true, passes };
}

/** A narrow link that is not named: larger packets vanish there, or are reported to their senders as too large. */
function hole(own: readonly Failure[], place: Place, isAt: Found['isAt']): Found {
  const passes = smallest(own.map(bytesOf));
  const vanishing = own.find(({ why }) => why?.code === 'black-hole');
  const first = vanishing ?? own[0]!;
  const seen = exampleOf(first);
  const cause = vanishing
    ? ({ code: 'mtu-black-hole', pairs: 0, seen, place, passes, suspects: ['mtu'] } as const)
    : ({ code: 'mtu-wasteful', pairs: 0, seen, fits: first.required.bytes, place, bare: true } as const);
  return { cause, isAt, passes };
}

/** The node's card, as it was seen there. */
function cardOf(node: string, evidence: Run['evidence']) {
  const card = evidence?.nodes.find(({ name }) => name === node)?.card;
  return card && { link: card.name, mtu: card.mtu };
}

/** Whether the node's card is smaller than those of all others, as they were seen. */
function isSmall(node: string, evidence: Run['evidence']): boolean {
  const [own, others] = [cardOf(node, evidence), otherCards(node, evidence)];
  return own !== undefined && others !== undefined && own.mtu < others;
}

/** The smallest MTU of the other nodes' cards, as they were seen there. */
function otherCards(node: string, evidence: Run['evidence']): number | undefined {
  const mtus = (evidence?.nodes ?? []).flatMap(({ name, card }) => (card && name !== node ? [card.mtu] : []));
  return mtus.length > 0 ? smallest(mtus) : undefined;
}

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
