/** Two half sentences without a full stop: what is wrong, and what mends it. */
export interface CauseWords {
  readonly cause: string;
  readonly remedy: string;
}

/** The cause of a code, of several that may share one member. */
export type OfCode<Code extends string, C> = C extends { readonly code: infer Own }
  ? Code extends Own
    ? C
    : never
  : never;

/** Words for every code of these causes. */
export type WordsOf<C extends { readonly code: string }> = {
  readonly [Code in C['code']]: (cause: OfCode<Code, C>) => CauseWords;
};
