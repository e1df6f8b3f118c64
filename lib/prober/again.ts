/**
 * How often an exchange that should have passed is tried again when all others are done: a rule fails every time, chance
 * does not. At a loss of 30 % all tries fail once in 160,000 times, as each sends twice.
 */
export const triesAgain = 5;

/** How many of the tries passed. */
export interface Again {
  readonly tries: number;
  readonly passed: number;
}
