/** Two half sentences without a full stop: what is wrong, and what mends it. */
export interface CauseWords {
  readonly cause: string;
  readonly remedy: string;
}
