/** Rules of a document that an installer takes: those that it holds itself, and those that it forgets. */
import type { PlainProblemCode, Problem } from '../plan';
import { isPlaceholder } from './placeholder';

/** One rule, for some entries of a document. */
export interface Rule<D> {
  readonly code: PlainProblemCode;
  /** The entries that it is of, such as `net_config.infra_vlan`; of a list, each member. */
  readonly of: readonly string[];
  /** For people. */
  readonly rule: string;
  readonly remedy: string;
  /** Whether it is also asked where there is no such entry, or a placeholder in its place. @default false */
  readonly always?: boolean;
  holds(value: unknown, document: D, entry: string): boolean;
}

/** From an entry to the option or the field of the spec that it was made from. */
export type Origins = Readonly<Record<string, string>>;

/** Every rule that the document breaks. An entry without an origin is named as it is. */
export function brokenRules<D extends object>(
  document: D,
  rules: readonly Rule<D>[],
  origins: Origins,
): Problem[] {
  return rules.flatMap((rule) =>
    rule.of.flatMap((entry) =>
      valuesAt(document, entry)
        .filter((value) => rule.always || (value !== undefined && !isPlaceholder(value)))
        .filter((value) => !rule.holds(value, document, entry))
        .map((value): Problem => problem(rule, origins[entry] ?? entry, value)),
    ),
  );
}

function problem<D>({ code, rule, remedy }: Rule<D>, field: string, value: unknown): Problem {
  return { code, field, value: JSON.stringify(value) ?? 'missing', rule, remedy };
}

/** What stands at a path with dots between: one value, or the members of a list; undefined where there is none. */
export function valuesAt(document: object, entry: string): unknown[] {
  const value = entry
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], document);
  if (!Array.isArray(value)) return [value];
  return value.length > 0 ? value : [undefined];
}
