/** One fault of the catalogue, tried in a lab of its own. */
import type { Command } from '../../diagnosis/mend';
import type { Fault } from '../../faults';
import type { Testbed } from '../../testbed';

/** Why a fault was not tried: nothing here that it could break, chance decides, no command makes it, or this machine lacked something. */
export type FaultSkip = 'nothing-to-break' | 'chance' | 'no-command' | 'missing-feature' | 'not-asked';

/** One fault, tried in a lab of its own. */
export interface FaultRow {
  readonly name: string;
  readonly about: string;
  readonly cni: string;
  readonly mode: string;
  /** What was broken where; absent where it was not tried. */
  readonly what?: string;
  /** `skip`: nothing here that it could break, or nothing to break it with. */
  readonly outcome: 'detected' | 'missed' | 'skip';
  /** Why it was skipped. */
  readonly reason?: string;
  /** The same as a code. */
  readonly why?: FaultSkip;
  readonly failed: number;
  /** Ids of the checks that failed. */
  readonly broke: readonly string[];
  /** Ordered pairs that were to fail, that did, and whether they are the same ones; absent where chance decides. */
  readonly pairs?: { readonly predicted: number; readonly observed: number; readonly same: boolean };
  readonly diagnosis: {
    readonly expected: string;
    readonly first?: string;
    /** The expected one comes first, and no other is said beside it. */
    readonly right: boolean;
    /** Codes of further causes, all of them false: one thing was broken. */
    readonly additional: readonly string[];
  };
  /** How it was made and mended by commands in a healthy lab; absent where the lab was built broken. */
  readonly byHand?: FaultByHand;
}

/** How a fault was made and mended. */
export interface FaultByHand {
  /** What was run in the healthy lab. */
  readonly made: readonly Command[];
  /** What the report said to run, and was run. */
  readonly remedies: readonly Command[];
  /** Whether nothing failed afterwards, and no entry was left that changes a packet's way. */
  readonly mended: boolean;
  /** Checks that failed afterwards, entries that still differed, and how many of those change a packet's way. */
  readonly left: { readonly failed: number; readonly differences: number; readonly matter: number };
}

/** The fault and where it was tried. */
export function namesOf(
  { name, about }: Fault,
  { cni, choice }: Testbed,
): Pick<FaultRow, 'name' | 'about' | 'cni' | 'mode'> {
  return { name, about, cni: cni.name, mode: choice.mode.name };
}
