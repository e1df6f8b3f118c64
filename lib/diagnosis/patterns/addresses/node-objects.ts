/** What Node objects and the CNI's annotations on them contradict. */
import { groupBy } from '../../../base/lists';
import { isDirect } from '../../../check';
import { allFamilies, isPod, nodeOf } from '../../../net';
import type { Pattern } from '../../diagnosis';
import type { Evidence, NodeEvidence } from '../../evidence';
import { type Failure, without } from '../../failure';
import { crossesNodes } from '../../scope/traffic';

/** Each contradiction where it can be the reason of failures: exchanges or addresses of those nodes. */
export const nodeObjects: Pattern = ({ failures, evidence }) => {
  let left = failures;
  return contradictions(evidence).flatMap(({ cause, nodes, isOwn, isSeen }) => {
    if (isSeen && !left.some(isSeen)) return [];
    const own = left.filter(
      (failure) =>
        isOwn(failure) && (nodes.includes(nodeOf(failure.from)) || nodes.includes(nodeOf(failure.to))),
    );
    left = without(left, own);
    return own.length > 0 ? [{ cause, failures: own }] : [];
  });
};

interface Contradiction {
  readonly cause: ReturnType<Pattern>[number]['cause'];
  readonly nodes: readonly string[];
  /** What some failure must be for it to be the cause. @default any of its own will do */
  isSeen?(failure: Failure): boolean;
  /** Which failures of these nodes follow from it. */
  isOwn(failure: Failure): boolean;
}

/** Between pods and pods or nodes, on different nodes: what the CNI carries. */
const isCarried = (failure: Failure) =>
  isDirect(failure) && crossesNodes(failure) && (isPod(failure.from) || isPod(failure.to));

function contradictions({ nodes }: Evidence = { nodes: [] }): Contradiction[] {
  return [...equalShares(nodes), ...missingShares(nodes), ...equalAnnouncements(nodes), ...others(nodes)];
}

function equalShares(nodes: readonly NodeEvidence[]): Contradiction[] {
  return shared(nodes, ({ shares }) => shares).map(({ value, names }) => ({
    cause: { code: 'shares-equal', share: value, nodes: names },
    nodes: names,
    isSeen: ({ why }) => why?.code === 'address-shared',
    isOwn: (failure) => isPod(failure.from) || isPod(failure.to),
  }));
}

/** Where some nodes have a share and others have none, the latter wait for one. */
function missingShares(nodes: readonly NodeEvidence[]): Contradiction[] {
  const names = nodes.filter(({ shares }) => shares.length === 0).map(({ name }) => name);
  if (names.length === 0 || names.length === nodes.length) return [];
  return [{ cause: { code: 'shares-missing', nodes: names }, nodes: names, isOwn: isCarried }];
}

function equalAnnouncements(nodes: readonly NodeEvidence[]): Contradiction[] {
  const addresses = shared(nodes, ({ announced = {} }) => Object.values(announced));
  const macs = shared(nodes, ({ tunnelMac }) => (tunnelMac ? [tunnelMac] : []));
  const of = (what: 'address' | 'mac', { value, names }: (typeof macs)[number]): Contradiction => ({
    cause: { code: 'announced-equal', what, value, nodes: names },
    nodes: names,
    isOwn: isCarried,
  });
  return [...addresses.map((one) => of('address', one)), ...macs.map((one) => of('mac', one))];
}

/** A node that announces another address than its own, while others announce theirs. */
function others(nodes: readonly NodeEvidence[]): Contradiction[] {
  const alone = nodes.filter(({ given }) => !given);
  const differing = alone.flatMap(({ name, address, announced = {} }) =>
    allFamilies.flatMap((family) => {
      const [own, other] = [address[family], announced[family]];
      return own && other && own !== other ? [{ name, own, other }] : [];
    }),
  );
  const announcing = alone.filter(({ announced }) => announced !== undefined);
  if (new Set(differing.map(({ name }) => name)).size === announcing.length) return []; // so they are meant to
  return differing.map(({ name, own, other }) => ({
    cause: { code: 'announced-other', node: name, announced: other, address: own },
    nodes: [name],
    isOwn: isCarried,
  }));
}

/** Values that more than one node has. */
function shared(
  nodes: readonly NodeEvidence[],
  valuesOf: (node: NodeEvidence) => readonly string[],
): { value: string; names: string[] }[] {
  const owners = groupBy(
    nodes.flatMap((node) => valuesOf(node).map((value) => ({ value, name: node.name }))),
    ({ value }) => value,
  );
  return [...owners].flatMap(([value, list]) =>
    list.length > 1 ? [{ value, names: list.map(({ name }) => name) }] : [],
  );
}
