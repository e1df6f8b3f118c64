/** What can be asked for, in the words of people, and what is measured for it. */
import { type Work, works } from '../../prober/measure';

/** All that can be asked for. */
export const aspects = [
  'rtt',
  'connect',
  'bulk',
  'udp',
  'loaded',
  'service',
  'policy',
  'start',
  'isolation',
  'policy-delay',
  'ready',
] as const;
/** One of them. */
export type Aspect = (typeof aspects)[number];

/** What is measured. */
export interface Wanted {
  readonly works: readonly Work[];
  /** Whether pods are reached through a ClusterIP too. */
  readonly service: boolean;
  /** Whether connections are made with idle policies in force too. */
  readonly policy: boolean;
  /** Whether new pods say how soon they are answered. */
  readonly start: boolean;
  /** Whether new pods that are born under a policy say how soon it holds. */
  readonly isolation: boolean;
  /** Whether a policy is changed to and fro, and a pod says when that holds. */
  readonly policyDelay: boolean;
}

const worksOf: Readonly<Record<Aspect, readonly Work[]>> = {
  rtt: ['rtt'],
  connect: ['connect'],
  bulk: ['bulk', 'bulk-8'],
  udp: ['udp-small', 'udp-large'],
  loaded: ['rtt-loaded'],
  // What it is held against is measured with it.
  service: ['rtt', 'connect'],
  policy: ['connect'],
  start: [],
  isolation: [],
  'policy-delay': [],
  ready: [],
};

/** Behind how many policies a server is reached, of which all but one are idle. */
export const policyCounts: readonly number[] = [1, 10, 100, 1000];

/** Idle policies that there are while one is changed: none at first, then those beside so many. */
export const idleCounts = (counts: readonly number[]): number[] => [
  0,
  ...counts.filter((count) => count > 1).sort((a, b) => a - b),
];

/** What is measured for all that was asked for, each once. */
export function wantedBy(asked: readonly Aspect[]): Wanted {
  const wanted = new Set(asked.flatMap((aspect) => worksOf[aspect]));
  return {
    works: works.filter((work) => wanted.has(work)),
    service: asked.includes('service'),
    policy: asked.includes('policy'),
    start: asked.includes('start'),
    isolation: asked.includes('isolation'),
    policyDelay: asked.includes('policy-delay'),
  };
}

/** What is measured where nothing else is asked for: in labs, and on clusters. */
export const labAspects: readonly Aspect[] = ['rtt', 'connect', 'bulk'];
/** Likewise. */
export const clusterAspects: readonly Aspect[] = [...labAspects, 'service'];

/** What a lab cannot have: it has no Services, no agents that enforce policies, and no kubelet that starts pods. */
export const notInLabs: readonly Aspect[] = [
  ...(['service', 'policy', 'start', 'isolation'] as const),
  ...(['policy-delay', 'ready'] as const),
];

/** What is measured in labs: several streams would be several ways to share one processor. */
export function labWorks(asked: readonly Aspect[]): Work[] {
  return wantedBy(asked).works.filter((work) => work !== 'bulk-8');
}

/** Rounds that give verdicts: of 12 blocks, the third and the tenth enclose the median 96 times in 100. */
export const defaultBlocks = 12;
