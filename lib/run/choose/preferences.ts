import type { MetricId } from '../../measure';

/** What eligible modes can be ranked by, where it was measured. */
export const preferences = [
  {
    id: 'latency',
    about: 'A packet and its answer take little time between pods of two nodes.',
    metric: 'rtt',
  },
  {
    id: 'connect',
    about: 'A connection between such pods is opened in little time.',
    metric: 'connect',
  },
  {
    id: 'cpu',
    about: 'Much is sent between such pods with little processor time.',
    metric: 'cpu-per-gb',
  },
  { id: 'throughput', about: 'Much is sent between such pods in a second.', metric: 'goodput' },
] as const satisfies readonly { readonly id: string; readonly about: string; readonly metric: MetricId }[];

/** One of them. */
export type Preference = (typeof preferences)[number]['id'];

/** Whether there is such a preference. */
export function isPreference(word: string): word is Preference {
  return preferences.some(({ id }) => id === word);
}
