import type { TextPlace } from '../../base/located';
import type { Problem } from '../../plan';

/** Where a field is, and in which file, where that is not the spec's own. */
export interface FieldPlace extends TextPlace {
  /** @default the spec's own */
  readonly file?: string;
}

/** A spec as it was read: it is not looked into yet. */
export interface SpecData {
  readonly data: unknown;
  /** Where a field begins, such as `zones[0].nodeCidr`. @default nobody knows */
  readonly place?: (field: string) => FieldPlace | undefined;
  /** What is wrong with another file that it names: the field that names it is not in the data. @default nothing */
  readonly wrong?: readonly Problem[];
}

/** The problem with the place of its field, where that is known. @param file that holds the spec */
export function withPlace(problem: Problem, file: string, place: FieldPlace | undefined): Problem {
  return place && !problem.at ? { ...problem, at: { file, ...place } } : problem;
}
