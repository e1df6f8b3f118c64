/** What a run of machines showed, in figures. */
import { release } from 'node:os';
import type { Act } from './acts';
import type { MachinesRun } from './run-machines';

/** As it is kept for docs/real.md. */
export interface MachinesRow {
  /** The configuration that they were brought up with. */
  readonly name: string;
  /** Versions of what ran, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Release of the machine's kernel. */
  readonly kernel: string;
  readonly acts: readonly Omit<Act, 'said'>[];
  /** Things on the machines after the reset that were not there before and are not to stay. */
  readonly left: number;
  readonly date: string;
}

/** The figures of a run. */
export const rowOf = (
  name: string,
  versions: MachinesRow['versions'],
  { acts, left }: MachinesRun,
): MachinesRow => ({
  ...{ name, versions, kernel: release(), left: left.length },
  acts: acts.map(({ said: _, ...figures }) => figures),
  date: new Date().toISOString().slice(0, 10),
});
