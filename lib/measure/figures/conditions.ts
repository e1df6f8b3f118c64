/** What numbers depend on besides the CNI: what all subjects share, and what they do not. */
import type { Measurements } from '../file/schema';

/** A condition in which subjects differ. */
export interface UnlikeCondition {
  readonly name: string;
  /** Each value with the ids of those that have it; undefined: not known of them. */
  readonly values: readonly { readonly value: string | undefined; readonly subjects: readonly string[] }[];
}

/** Conditions of several subjects. */
export interface Conditions {
  readonly alike: readonly (readonly [name: string, value: string])[];
  readonly unlike: readonly UnlikeCondition[];
}

/** The conditions of all subjects, by name in the order in which they first come. */
export function conditionsOf(subjects: Measurements['subjects']): Conditions {
  const names = [...new Set(subjects.flatMap(({ conditions }) => Object.keys(conditions)))];
  const all = names.map((name) => {
    const values = [...new Set(subjects.map(({ conditions }) => conditions[name]))];
    return {
      name,
      values: values.map((value) => ({
        value,
        subjects: subjects.filter(({ conditions }) => conditions[name] === value).map(({ id }) => id),
      })),
    };
  });
  return {
    alike: all
      .filter(({ values }) => values.length === 1)
      .map(({ name, values }) => [name, `${values[0]!.value}`] as const),
    unlike: all.filter(({ values }) => values.length > 1),
  };
}
