import type { EntryKind } from '../../state';
import type { Command } from '../mend';
import type { Suspect } from '../suspect';

/** An entry of the kernel's tables that differs, in the words of the tools. */
export interface EntryWords {
  /** What it is the entry of. */
  readonly key: string;
  readonly computed?: string;
  readonly real?: string;
  /** Those of the hosts that it is of. @default all */
  readonly at?: readonly string[];
}

/** Entries of real machines that differ from the computed ones, and make packets fail. */
export interface EntryCause {
  /** They are not there, nobody computed them, or they are there with other values. */
  readonly code: 'entry-missing' | 'entry-extra' | 'entry-other';
  readonly kind: EntryKind;
  /** What of the network they are. */
  readonly part: Suspect;
  /** The hosts, or the pods that they are. */
  readonly where: readonly string[];
  readonly entries: readonly EntryWords[];
  /** What makes them as computed; absent where no command does. */
  readonly mend?: readonly Command[];
}
