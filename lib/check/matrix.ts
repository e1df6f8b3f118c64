/** What must hold in a testbed: the list of checks, each with what Kubernetes requires and what the walk predicts. */
import type { Testbed } from '../testbed';
import { allowedSources } from './allowed-sources';
import type { Check } from './check';
import type { ClusterUnderTest } from './cluster-under-test';
import { checkKinds } from './kinds';
import type { CheckKind, PairScene, Scene } from './kinds/kind';
import { everyPair, type Pair } from './pairs';
import { Predictions } from './predictions';

/** What a matrix is made from, besides the testbed. */
export interface MatrixOptions {
  /** Ordered pairs that are tried. @default all */
  readonly pairs?: readonly Pair[];
  /** false: the datapath is not known, so that nothing can be predicted and less is required. @default true */
  readonly predicted?: boolean;
  /** What only a Kubernetes cluster has. @default the testbed is a lab */
  readonly cluster?: ClusterUnderTest;
}

/** Checks in the order in which they are run and shown. */
export function checkMatrix(
  testbed: Testbed,
  { pairs = everyPair(testbed.datapath.endpoints), predicted = true, cluster }: MatrixOptions = {},
): Check[] {
  const predictions = predicted ? new Predictions(testbed) : undefined;
  const ofPair = pairScenes(testbed, cluster);
  return testbed.plan.families.flatMap((family) => {
    const scene: Scene = { testbed, family, predictions, cluster };
    return inOrder(
      (kind) => kind.checks?.(scene) ?? [],
      (kinds) =>
        pairs.flatMap((pair) => {
          const own = ofPair(scene, pair);
          return kinds.flatMap((kind) => kind.ofPair?.(own) ?? []);
        }),
    );
  });
}

/** The kinds' checks in the list's order; those of pairs go pair by pair, at the place of the first such kind. */
function inOrder(
  single: (kind: CheckKind) => Check[],
  pairwise: (kinds: readonly CheckKind[]) => Check[],
): Check[] {
  const paired = checkKinds.filter(({ ofPair }) => ofPair);
  return checkKinds.flatMap((kind) => [...single(kind), ...(kind === paired[0] ? pairwise(paired) : [])]);
}

/** What the walk says of a pair, once for all kinds. */
function pairScenes(testbed: Testbed, cluster?: ClusterUnderTest): (scene: Scene, pair: Pair) => PairScene {
  const sourcesOf = allowedSources(testbed, cluster);
  return (scene, [from, to]) => {
    const { family, predictions } = scene;
    const tcp = predictions?.of(from, to, family, 'tcp');
    const udp = predictions?.of(from, to, family, 'udp', tcp);
    const sources = sourcesOf(from, to, family, predictions?.meant(from, to, family, tcp)?.source);
    return { ...scene, from, to, tcp, udp, sources };
  };
}
