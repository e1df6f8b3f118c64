import { ensureParts, missing, type Parts } from '../build';
import type { Say } from '../run/say';

/** All parts, built where they are not there yet. Ends the program where this machine lacks something. */
export function preparedParts(cnis: readonly string[], say: Say): Promise<Parts> {
  refuseLacking(cnis);
  return ensureParts({ cnis, say });
}

/** Ends the program where this machine lacks something, with all of it and how to get it. */
export function refuseLacking(cnis: readonly string[]): void {
  const lacking = missing(cnis);
  if (lacking.length > 0) {
    const lines = lacking.map(({ what, how }) => `  ${what}: ${how}`);
    process.stderr.write(`This machine lacks what real clusters need:\n${lines.join('\n')}\n`);
    process.exit(2);
  }
}
