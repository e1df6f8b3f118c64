/** What a command says in the end: on the terminal, then in files, each by itself, and nothing lost where one fails. */
import type { Text } from './output-files';
import { saveResults } from './save-results';
import type { Streams } from './streams';
import { printReport, type Report, type Trouble, writeReports } from './write-reports';

/** A report for the terminal. */
export interface Printed {
  readonly make: () => string;
  /** What is printed where it cannot be made. */
  readonly rest: string;
}

/** The results themselves, of which all reports can be made again. */
export interface ResultsFile extends Report {
  readonly make: () => Text;
  /** Of the file that they are saved in, where the user named none. */
  readonly name: string;
  /** The command that makes reports of that file. */
  readonly use: (file: string) => string;
}

/** All that a command says in the end. */
export interface Publication {
  /** Absent: nothing is printed. */
  readonly printed?: Printed;
  /** Absent: they are in a file already. */
  readonly results?: ResultsFile;
  readonly reports: readonly Report[];
}

/**
 * Prints the verdict first, then writes the results and the reports. Where one of them fails and no file has the results,
 * they are saved. Returns the troubles, which are on stderr by then.
 */
export async function publish(
  { printed, results, reports }: Publication,
  streams: Streams,
): Promise<Trouble[]> {
  const onTerminal = printed ? await printReport(printed.make, printed.rest, streams) : [];
  const ofResults = results ? await writeReports([results], streams) : [];
  const troubles = [...onTerminal, ...ofResults, ...(await writeReports(reports, streams))];
  const kept = !results || (results.to.length > 0 && ofResults.length === 0);
  if (troubles.length > 0 && !kept) await saveResults(results.name, results.make, results.use, streams);
  return troubles;
}
