import { messageOf } from '../base/message-of';
import { oneLine } from '../base/plain-text';
import { readWhole } from '../base/read-whole';
import { compareRuns, type RunComparison } from '../compare';
import { type Results, ResultsError, readResults, readRuns } from '../results';
import { RunError } from './run-error';

/** Reads a results file. @throws RunError that says what is wrong with it */
export function resultsIn(file: string): Results {
  return readBy(readResults, file);
}

/**
 * Compares the runs of results files; a file of `runEveryMode` holds several.
 * @throws RunError that says which file is wrong, or that there are fewer than two runs
 */
export function compareFiles(files: readonly string[]): RunComparison {
  const runs = files.flatMap((file) =>
    readBy(readRuns, file).map((results) => ({ file: oneLine(file), results })),
  );
  if (runs.length < 2) throw new RunError({ code: 'too-few-runs', file: files[0], runs: runs.length });
  return compareRuns(runs);
}

function readBy<T>(read: (data: Buffer) => T, file: string): T {
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
