import type { Suspect } from '../suspect';

/** What is wrong with the cluster's name servers, where packets to them and other Services pass. */
export type NameCause =
  | {
      /** They answer all, and late. */
      readonly code: 'dns-slow';
      readonly checks: number;
      /** Of the answers, in milliseconds. */
      readonly medianMs: number;
      /** Of the round trips of other exchanges over UDP, in milliseconds. @default nothing was measured */
      readonly packetsMs?: number;
    }
  | {
      /** They answer most, and some not. */
      readonly code: 'dns-losing';
      readonly checks: number;
      /** Questions of all checks, and how many of them were not answered. */
      readonly asked: number;
      readonly lost: number;
      /** Rules on the way that drop a part of what passes, each with its host, or the id of its pod. @default none is known */
      readonly rules?: readonly { readonly where: string; readonly rule: string }[];
      readonly suspects: readonly Suspect[];
    };
