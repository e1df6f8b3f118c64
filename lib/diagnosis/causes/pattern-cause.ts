import type { AgentEvidence } from '../evidence';
import type { Place } from '../scope/place';
import type { Scope } from '../scope/scope';
import type { Suspect } from '../suspect';
import type { Example } from './example';

/** What failures have in common, where no entry is known that they fail by. */
export type PatternCause =
  | {
      readonly code: 'packet-loss';
      readonly nodePairs: number;
      /** What failed and was tried again: how often, and how often it passed. */
      readonly again?: { readonly tries: number; readonly passed: number };
      readonly place: Place;
      readonly suspects: readonly Suspect[];
    }
  | { readonly code: 'not-reported'; readonly checks: number }
  | {
      /** What failed as a whole passes when it is tried again. */
      readonly code: 'healed';
      readonly checks: number;
      readonly place: Place;
      readonly suspects: readonly Suspect[];
    }
  | {
      /** What fails has this in common, and these are left to blame for it. */
      readonly code: 'narrowed';
      readonly checks: number;
      readonly scope: Scope;
      readonly suspects: readonly Suspect[];
      readonly example: Example;
      /** UDP port of the tunnel that all of it goes through, where only that fails. */
      readonly tunnel?: { readonly protocol: string; readonly port?: number };
      /** DaemonSet of the CNI's agents of which fewer are ready than wanted. */
      readonly agents?: AgentEvidence;
      /** A lab: its packets can be traced. */
      readonly lab: boolean;
    };
