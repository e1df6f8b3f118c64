/** One thing that has gone wrong. */
export interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

/** What helps against the end of a pod or Job, by the reason that the API gives. */
export function failureRemedy(reason: string | undefined): string {
  if (reason === 'Evicted') return 'Free what the node is short of, then run again';
  if (reason === 'DeadlineExceeded')
    return 'Mend what its pod waited for, if it did; else give the Jobs more time: --job-timeout';
  return 'See its log in the bundle';
}
