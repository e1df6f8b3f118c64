/** Whole results files out of parts that follow from the schema. */
import type * as z from 'zod';
import { type CheckResult, checkResultSchema } from '../../lib/check';
import { type NatRow, type Results, resultsFile } from '../../lib/results';
import { flowCodes, ownerCodes } from '../../lib/results/nat-codes';
import { planSchema } from '../../lib/results/plan-schema';
import { examples } from './values-of-schema';

/** A file as it is read, but for checks and rows, which have words beside their codes. */
export type Parts = Omit<z.input<typeof resultsFile>, 'checks' | 'nat'>;
export type PartName = keyof Parts;

const { checks: _checks, nat: _nat, ...shape } = resultsFile.shape;

export { shape };

const partNames = Object.keys(shape) as PartName[];

export const examplesOf = <Name extends PartName>(part: Name) => examples(shape[part]) as Parts[Name][];

/** Checks that together have every field and every code. */
export const checkExamples = examples(checkResultSchema) as CheckResult[];

const owners = [...ownerCodes, { unknown: "its node's" }];

/** Rows of every kind of flow, with and without each field. */
export const rowExamples = [...flowCodes, { unknown: 'pod → moon' }].flatMap((flow): NatRow[] => [
  { flow, predicted: [], observed: [], examples: [] },
  { flow, family: 'ipv6', predicted: owners, observed: owners, unpredicted: true, examples: ['fd00::2'] },
]);

/** The first of each part. */
export const firstParts = Object.fromEntries(
  partNames.map((part) => [part, examplesOf(part)[0]]),
) as unknown as Parts;

/** Files of which each differs from the first in one field of one part. */
export const partExamples: readonly Parts[] = partNames.flatMap((part) => [
  ...examplesOf(part).map((value) => ({ ...firstParts, [part]: value })),
  ...(shape[part]._zod.optin === 'optional' ? [{ ...firstParts, [part]: undefined }] : []),
]);

/** Results of parts, in which whatever is said twice is said alike: names of zones and nodes, counts, places in lists. */
export function fitted(parts: Parts, made: readonly CheckResult[], nat: readonly NatRow[]): Results {
  const checks = made.map((check, i) => ({
    ...check,
    from: 'pod:node-0/0',
    to: i % 2 ? 'node:node-0' : 'service:a',
  }));
  const evidence = checks.length > 0 ? [checks.length - 1] : [];
  return {
    ...parts,
    plan: planSchema.parse(fittedPlan(parts.plan)),
    checks,
    nat,
    diagnoses: parts.diagnoses.map((one) => ({ ...one, evidence })),
    summary: { ...parts.summary, ...counts(checks) },
  };
}

function fittedPlan(plan: Parts['plan']): Parts['plan'] {
  const filled = <T>(list: readonly T[], others: readonly T[] = []) => (list.length > 0 ? list : others);
  const [first] = examplesOf('plan');
  const zones = filled(plan.zones, first?.zones).map((zone, i) => ({ ...zone, name: `zone-${i}` }));
  const nodes = filled(plan.nodes, first?.nodes).map((node, i) => ({
    ...node,
    name: `node-${i}`,
    zone: 'zone-0',
  }));
  const nodeAddresses = Object.fromEntries(zones.map(({ name }) => [name, { used: 1, total: 2 }]));
  const families = [...new Set(filled(plan.families, first?.families))];
  return { ...plan, zones, nodes, families, capacity: { ...plan.capacity, nodeAddresses } };
}

function counts(checks: readonly CheckResult[]) {
  const count = (is: (check: CheckResult) => boolean) => checks.filter(is).length;
  const of = (verdict: CheckResult['verdict']) => count((check) => check.verdict === verdict);
  const notAsked = count((check) => check.notAsked === true);
  return { total: checks.length, pass: of('pass'), fail: of('fail'), skip: of('skip'), notAsked };
}
