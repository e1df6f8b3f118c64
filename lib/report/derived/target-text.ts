import type { Results } from '../../results';

/** `aws, run 2`: where it ran, and which run it was where runs are numbered. */
export const targetText = ({ target, run }: Pick<Results, 'target' | 'run'>): string =>
  run === undefined ? target : `${target}, run ${run}`;
