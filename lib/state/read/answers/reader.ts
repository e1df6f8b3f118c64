import type * as z from 'zod';
import { oneLine } from '../../../base/plain-text';
import type { Output, Outputs } from '../../capture/capture';
import type { Gap, GapSubject } from '../read-host';
import { failureOf } from './failure';
import { parsed } from './json';

/** Entries of one answer that are named where they are not understood; of more it is said how many. */
const mostNamed = 20;
/** Characters of a tool's words, or of an entry, that a gap has. */
const longestQuote = 200;

/** The answers of one namespace's tools, and what of them could not be read. */
export class Reader {
  readonly gaps: Gap[] = [];

  constructor(private readonly outputs: Outputs) {}

  /** The commands that were asked. */
  get commands(): readonly string[] {
    return Object.keys(this.outputs);
  }

  /** What the tool said beside its answer; empty where it was not asked. */
  warning(command: string): string {
    return Object.hasOwn(this.outputs, command) ? this.outputs[command]!.stderr : '';
  }

  wasAsked(command: string): boolean {
    return Object.hasOwn(this.outputs, command);
  }

  /** Whether the tool was asked, and could be run. */
  answered(command: string): boolean {
    return this.wasAsked(command) && failureOf(this.outputs[command]!, command) !== 'not-installed';
  }

  /** All that the tool said, be it an answer or not; where it was not asked, a gap says so. */
  output(of: GapSubject, command: string): Output | undefined {
    return this.wasAsked(command) ? this.outputs[command] : this.gap({ of, command, why: 'not-captured' });
  }

  /** The answer as text; without one, a gap says why. */
  text(of: GapSubject, command: string): string | undefined {
    const output = this.output(of, command);
    if (!output) return undefined;
    const why = failureOf(output, command);
    return why ? this.gap({ of, command, why, details: output.stderr }) : output.stdout;
  }

  /**
   * The answer as data; without one, a gap says why.
   * @param mended makes JSON of what the tool prints
   */
  json(of: GapSubject, command: string, mended = (text: string) => text): unknown {
    const text = this.text(of, command);
    if (text === undefined) return undefined;
    if (!/^\s*[[{]/.test(text.slice(0, 1000)))
      return this.gap({
        of,
        command,
        why: text.trim() ? 'no-json' : 'not-understood',
        details: text.trim() ? undefined : 'the answer is empty',
      });
    const result = parsed(mended(text));
    return 'data' in result
      ? result.data
      : this.gap({ of, command, why: 'not-understood', details: result.fault });
  }

  /** The list that the answer is, without the entries that are not understood: a gap names each. */
  list<T>(
    of: GapSubject,
    command: string,
    schema: z.ZodType<T>,
    mended?: (text: string) => string,
  ): T[] | undefined {
    const data = this.json(of, command, mended);
    if (data === undefined) return undefined;
    if (!Array.isArray(data))
      return this.gap({ of, command, why: 'not-understood', details: 'the answer is no list' });
    return this.entries(of, command, schema, data);
  }

  /** The items that the schema takes; a gap names each of the others. */
  entries<T>(of: GapSubject, command: string, schema: z.ZodType<T>, items: readonly unknown[]): T[] {
    return this.each(of, command, items, (item) => {
      const result = schema.safeParse(item);
      if (result.success) return result.data;
      throw new NotUnderstood(issueOf(result.error));
    });
  }

  /** What is made of each item; a gap names each that {@link NotUnderstood} is thrown for. */
  each<T, R>(of: GapSubject, command: string, items: readonly T[], make: (item: T) => R): R[] {
    let strange = 0;
    const made: R[] = [];
    for (const item of items)
      try {
        made.push(make(item));
      } catch (thrown) {
        if (!(thrown instanceof NotUnderstood)) throw thrown;
        strange += 1;
        if (strange <= mostNamed) this.strange(of, command, item, thrown.message);
      }
    if (strange > mostNamed)
      this.gap({ of, command, why: 'not-understood', entry: `${strange - mostNamed} more` });
    return made;
  }

  /** Says that one entry of an answer is not understood. */
  strange(of: GapSubject, command: string, item: unknown, details: string): undefined {
    const entry = typeof item === 'string' ? item : (JSON.stringify(item) ?? `${item}`);
    return this.gap({ of, command, why: 'not-understood', details, entry });
  }

  /** Says that something was not read. */
  gap({ details, entry, ...gap }: Gap): undefined {
    const full: Gap = {
      ...gap,
      command: quoted(gap.command),
      ...(entry !== undefined && { entry: quoted(entry) }),
      ...(details?.trim() && { details: quoted(details) }),
    };
    this.gaps.push(full);
  }
}

/** What a schema has against an entry: the first of its objections. */
export function issueOf({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join('.')}: ${issue.message}` : '';
}

/** Something in an answer that these words have nothing for. */
export class NotUnderstood extends Error {}

const quoted = (text: string) =>
  oneLine(text.slice(0, longestQuote).trim()) + (text.length > longestQuote ? '…' : '');
