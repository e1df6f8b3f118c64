import { oneLine } from '../../base/plain-text';
import type { Warning } from '../../plan';
import type { Streams } from '../io/streams';
import type { SpecFlags } from './spec-options';
import { problemLines } from './spec-problems';

/** Says on stderr what a spec has that works, and is likely not what was meant. */
export function warn(
  warnings: readonly Warning[],
  flags: Partial<SpecFlags> & { readonly quiet?: boolean },
  { stderr }: Pick<Streams, 'stderr'>,
): void {
  if (flags.quiet) return;
  for (const line of problemLines(warnings, flags)) stderr.write(`warning: ${oneLine(line)}\n`);
}
