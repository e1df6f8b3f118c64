import { messageOf } from '../base/message-of';
import { oneLine } from '../base/plain-text';
import { readWhole } from '../base/read-whole';
import { compareRuns, type RunComparison } from '../compare';
import type { Measurements } from '../measure';
import { type Comparison, type Results, ResultsError, readContents, readResults } from '../results';
import { RunError } from './run-error';

/** Reads a results file. @throws RunError that says what is wrong with it */
export function resultsIn(file: string): Results {
  return readBy(readResults, file);
}

/** What files hold, side by side. */
export interface ComparedFiles {
  /** Their runs; none where there are fewer than two. */
  readonly runs: RunComparison;
  /** Tables of every mode, in the order of the files that hold one. */
  readonly modes: readonly { readonly file: string; readonly comparison: Comparison }[];
  /** Their measurements, in the order of the files. */
  readonly measured: readonly { readonly file: string; readonly measurements: Measurements }[];
}

/**
 * Compares the runs of results files, and shows what files hold of modes and measurements: one of these alone is
 * enough. A file of `runEveryMode` holds several runs.
 * @throws RunError that says which file is wrong, or that there are fewer than two runs and neither modes nor measurements
 */
export function compareFiles(files: readonly string[]): ComparedFiles {
  const read = files.map((file) => ({ file: oneLine(file), ...readBy(readContents, file) }));
  const runs = read.flatMap(({ file, runs: own }) => own.map((results) => ({ file, results })));
  const measured = read.flatMap(({ file, measurements }) => (measurements ? [{ file, measurements }] : []));
  const modes = read.flatMap(({ file, modes: comparison }) => (comparison ? [{ file, comparison }] : []));
  if (runs.length < 2 && measured.length === 0 && modes.length === 0)
    throw new RunError({ code: 'too-few-runs', file: files[0], runs: runs.length });
  return { runs: compareRuns(runs.length < 2 ? [] : runs), modes, measured };
}

/** What `read` makes of a file. @throws RunError that says what is wrong with it */
export function readBy<T>(read: (data: Buffer) => T, file: string): T {
  const data = dataOf(file);
  try {
    return read(data);
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    throw new RunError({ code: 'not-results', file, reason: error.message });
  }
}

/** Size of a results file that is read, in bytes: ten times that of the largest lab that was tried. */
const largestResults = 2 ** 31;

function dataOf(file: string): Buffer {
  try {
    return readWhole(file, largestResults);
  } catch (error) {
    throw new RunError({ code: 'unreadable-file', file, reason: messageOf(error) });
  }
}
