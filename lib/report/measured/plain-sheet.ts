/** Tables that are no figures with a baseline. */
import type { Shown } from './sentence';

/** Cells of a table, with what is wrong. */
export interface PlainRow {
  readonly cells: readonly (string | Shown)[];
  /** The cell that is a finding, by its place. */
  readonly bad?: number;
}

/** A table. */
export interface PlainSheet {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly PlainRow[];
}
