/** The steps of the lesson, in their order. */
import type { Step } from '../step';
import { brokenByHand } from './broken';
import { withCni } from './cni';
import { everyMode } from './modes';
import { noRoutes } from './no-routes';
import { oneNode } from './one-node';
import { packet } from './packet';
import { sameRange } from './same-range';

/** All of them: the list is the only place for a new one. */
export const steps: readonly Step[] = [
  oneNode,
  sameRange,
  noRoutes,
  withCni,
  everyMode,
  packet,
  brokenByHand,
];
