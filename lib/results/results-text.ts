/** JSON of results files, which may be larger than one string can be. Every text in it is read as a line: reports print lines. */
import { linesOnly } from '../base/lines-only';

/** A file that holds no results of this version, in sentences. */
export class ResultsError extends Error {}

/** Bytes up to which a file is read in one piece: half of what a string of Node's can hold. */
const mostInOnePiece = 2 ** 28;

/** What some editors put before UTF-8. */
const byteOrderMark = /^\ufeff/;

/** @throws ResultsError where it is not JSON */
export function parsed(data: string | Buffer): unknown {
  try {
    if (data.length > mostInOnePiece && typeof data !== 'string') return parsedByLine(data);
    return inLines(data.toString().replace(byteOrderMark, ''));
  } catch (error) {
    if (error instanceof ResultsError) throw error;
    throw new ResultsError(`it is not JSON: ${(error as Error).message}`);
  }
}

const checksBegin = ',\n  "checks": [\n';
const checksEnd = '\n  ]\n}\n';

/** The file as `--json` writes it: its checks last, and a check a line. @throws ResultsError where it is written otherwise */
export function parsedByLine(data: Buffer): unknown {
  const begin = data.indexOf(checksBegin);
  const end = data.length - checksEnd.length;
  if (begin < 0 || data.toString('utf8', end) !== checksEnd)
    throw new ResultsError(
      `it has ${Math.round(data.length / 2 ** 20)} MiB and not a check a line: so large a file can only be read as --json writes it`,
    );
  const head = inLines(`${data.toString('utf8', 0, begin)}}`) as object;
  const checks: unknown[] = [];
  for (let from = begin + checksBegin.length; from < end; ) {
    const found = data.indexOf('\n', from);
    const to = found < 0 || found > end ? end : found;
    checks.push(inLines(data.toString('utf8', from, to).replace(/,$/, '')));
    from = to + 1;
  }
  return { ...head, checks };
}

const inLines = (text: string): unknown => linesOnly(JSON.parse(text), text);
