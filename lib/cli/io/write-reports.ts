/** Writes each report by itself: one that cannot be made or written takes no other with it, nor the verdict. */
import { messageOf, systemCodeOf } from '../../base/message-of';
import { oneLine } from '../../base/plain-text';
import { exitCode } from '../exit-codes';
import { type Destination, standardOutput, type Text, writeText } from './output-files';
import type { Streams } from './streams';

/** One report, and everywhere that it goes. */
export interface Report {
  /** For errors: `the HTML report`. */
  readonly what: string;
  /** Where there are none it is not made. */
  readonly to: readonly Destination[];
  readonly make: () => Text | Promise<Text>;
  /** Called when it is written everywhere. */
  readonly done?: () => void;
}

/** What became of reports: `unwritable` is the system's doing, `broken` a bug of ours. */
export type Trouble = 'unwritable' | 'broken';

/** The destination of a report that the user may have named. */
export const named = (file: string | undefined): Destination[] => (file === undefined ? [] : [{ file }]);

/** A summary in Markdown also goes to the page of a CI job, where there is one. */
export function markdownDestinations(file: string | undefined): Destination[] {
  const page = process.env.GITHUB_STEP_SUMMARY || undefined;
  return [...named(file), ...named(page).map((destination) => ({ ...destination, append: true }))];
}

/** In their order, so that what matters most goes first. Returns the troubles, which are on stderr by then. */
export async function writeReports(reports: readonly Report[], streams: Streams): Promise<Trouble[]> {
  const troubles: Trouble[] = [];
  for (const report of reports) {
    const trouble = await written(report, streams);
    if (trouble) troubles.push(trouble);
  }
  return troubles;
}

async function written({ what, to, make, done }: Report, streams: Streams): Promise<Trouble | undefined> {
  if (to.length === 0) return undefined;
  let trouble: Trouble | undefined;
  try {
    const text = await make();
    for (const destination of to)
      try {
        await writeText(destination, text, streams.stdout);
      } catch (error) {
        if (systemCodeOf(error) === undefined) throw error;
        trouble = 'unwritable';
        sayUnwritable(destination, messageOf(error), streams);
      }
    if (!trouble) done?.();
    return trouble;
  } catch (error) {
    sayBroken(what, error, streams);
    return 'broken';
  }
}

/** Prints the report that goes to the terminal. @param rest what is printed where it cannot be made */
export async function printReport(make: () => string, rest: string, streams: Streams): Promise<Trouble[]> {
  const what = 'the report for the terminal';
  const to = named(standardOutput);
  const trouble = await written({ what, to, make: () => `${make()}\n` }, streams);
  if (trouble === 'broken' && rest) await written({ what, to, make: () => `${rest}\n` }, streams);
  return trouble ? [trouble] : [];
}

/** Of standard output the program itself says so, whatever was to be written there. */
function sayUnwritable({ file }: Destination, reason: string, { stderr }: Streams): void {
  if (file !== standardOutput)
    stderr.write(
      `error: ${oneLine(`${file} cannot be written: ${reason}`)}. The verdict stands; name another file.\n`,
    );
}

function sayBroken(what: string, error: unknown, { stderr }: Streams): void {
  const { name, message, stack } = error as Error;
  stderr.write(
    `error: ${what} cannot be made: ${name}: ${message}. The verdict stands.\nThis is a bug in cni-testbed, please report it with what follows.\n${stack}\n`,
  );
}

/** The exit code of a command whose checks all pass, or that has none. */
export function codeOf(troubles: readonly Trouble[]): number {
  if (troubles.includes('broken')) return exitCode.bug;
  return troubles.length > 0 ? exitCode.target : exitCode.ok;
}
