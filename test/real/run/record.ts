/**
 * What clusters showed, kept for docs/real.md and for tests: figures of all in one file, and of each configuration its
 * results and captures, compressed.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { FaultRow } from '../faults/run-faults';
import type { MachinesRow } from '../machines/row';
import { recordedFolder, recordedMeasurements } from './folders';
import { matrixNames } from './matrix';
import type { Row } from './row';
import type { RunSettings } from './standing';
import type { SwapRow } from './swap';

/** Runs of the suite on one cluster, one after the other. */
export interface Repeats {
  readonly name: string;
  readonly runs: number;
  /** Runs in which something failed or came otherwise than predicted. */
  readonly notOk: number;
  readonly date: string;
}

/** Faults that were made on one cluster. */
export interface RecordedFaults {
  readonly name: string;
  readonly rows: readonly FaultRow[];
  readonly date: string;
}

/** Each configuration's last run. */
export interface Recording {
  /** Versions of what ran, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Release of the machine's kernel. */
  readonly kernel: string;
  readonly rows: readonly Row[];
  readonly repeats: readonly Repeats[];
  readonly faults: readonly RecordedFaults[];
  readonly swaps: readonly SwapRow[];
  /** Clusters that `testbed machines` brought up. */
  readonly machines: readonly MachinesRow[];
}

const file = join(recordedFolder, 'recording.json');

const empty = {
  ...{ versions: {}, kernel: '', rows: [], repeats: [], faults: [], swaps: [], machines: [] },
} satisfies Recording;

/** All that is recorded. */
export const recording = (): Recording => ({
  ...empty,
  ...(existsSync(file) && JSON.parse(readFileSync(file, 'utf8'))),
});

/** Keeps parts in place of those that are there. */
function keep(parts: Partial<Recording>): void {
  mkdirSync(recordedFolder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...recording(), ...parts }, null, 2)}\n`);
}

/** Keeps a run of a configuration, with the files that it made, in place of the one before it. */
export function recordRow(row: Row, { out, parts: { versions } }: Pick<RunSettings, 'out' | 'parts'>): void {
  keep({ rows: inOrder(recording().rows, row), versions, kernel: release() });
  for (const part of ['results', 'captures'])
    writeFileSync(
      recordedFile(row.name, part),
      brotliCompressSync(readFileSync(join(out, 'suite', `${part}.json`))),
    );
}

/** Keeps what repeated runs showed. */
export const recordRepeats = (row: Repeats): void => keep({ repeats: inOrder(recording().repeats, row) });

/** Keeps what faults showed. */
export const recordFaults = (row: RecordedFaults): void => keep({ faults: inOrder(recording().faults, row) });

/** Keeps what a chain of swaps showed. */
export const recordSwaps = (swaps: readonly SwapRow[]): void => keep({ swaps });

/** Keeps what machines showed from bare systems to a cluster and back. */
export const recordMachines = (row: MachinesRow): void =>
  keep({ machines: inOrder(recording().machines, row) });

/** Keeps clusters that were measured in turns, for docs/measuring.md. */
export const recordMeasured = ({ out }: Pick<RunSettings, 'out'>): void =>
  copyFileSync(join(out, 'measured.json'), recordedMeasurements);

/** JSON that was recorded of a configuration: `results` or `captures`. */
export const recordedText = (name: string, part: string): string =>
  brotliDecompressSync(readFileSync(recordedFile(name, part))).toString();

const recordedFile = (name: string, part: string) => join(recordedFolder, `${name}.${part}.json.br`);

/** The rows with one of them new, in the order of the matrix; what is not in it comes last. */
function inOrder<T extends { readonly name: string }>(rows: readonly T[], row: T): T[] {
  const placeOf = ({ name }: T) =>
    matrixNames.includes(name) ? matrixNames.indexOf(name) : matrixNames.length;
  return [...rows.filter(({ name }) => name !== row.name), row].sort((a, b) => placeOf(a) - placeOf(b));
}
