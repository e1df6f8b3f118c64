import type { Step } from './step';

/** What differs between CNIs. */
export interface CniParts {
  /** The work that makes all of it, after that for every cluster. */
  readonly steps: readonly Step[];
  /** Archives of its images. */
  readonly images: readonly string[];
}
