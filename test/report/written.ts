import { jsonReport } from '../../lib/report';
import type { Results } from '../../lib/results';

/** The results file of a run. */
export const written = (results: Results): string => [...jsonReport(results)].join('');

/** A value with its addresses and ranges as text, and nothing that is undefined: two of them can be compared. */
export const asText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
