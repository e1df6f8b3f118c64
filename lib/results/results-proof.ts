/** Whether the parts of a results file fit together, as far as reports rely on it. */

import type * as z from 'zod';
import { type Misfit, report } from '../base/values';
import { nodeOf, placeOf } from '../net';

interface Parts {
  readonly plan: { readonly nodes: readonly { readonly name: string }[] };
  readonly checks: readonly {
    readonly from: string;
    readonly to: string;
    readonly verdict: string;
    readonly notAsked?: true;
  }[];
  readonly diagnoses: readonly { readonly evidence: readonly number[] }[];
  readonly summary: Readonly<Record<'total' | 'pass' | 'fail' | 'skip', number>> & {
    readonly notAsked?: number;
  };
}

/** Reports what is said twice and differs, or refers to something that is not there. */
export function fitsTogether(parts: Parts, context: z.RefinementCtx): void {
  report(context, [...miscounted(parts), ...misplaced(parts), ...unfounded(parts)]);
}

/** No count of failures that the checks below it do not bear out, and no file that breaks off. */
function miscounted({ checks, summary }: Parts): Misfit[] {
  const held = { total: checks.length, pass: 0, fail: 0, skip: 0, notAsked: 0 };
  for (const { verdict, notAsked } of checks) {
    held[verdict as 'pass' | 'fail' | 'skip'] += 1;
    if (notAsked) held.notAsked += 1;
  }
  return (['total', 'pass', 'fail', 'skip', 'notAsked'] as const)
    .filter((key) => (summary[key] ?? 0) !== held[key])
    .map((key) => ({
      path: ['summary', key],
      value: summary[key],
      message: `the file holds ${held[key]} such checks`,
    }));
}

/** Endpoints outside of the plan, such as Services and hosts that are no part of the cluster, have other prefixes. */
function misplaced({ plan, checks }: Parts): Misfit[] {
  const nodes = new Set(plan.nodes.map(({ name }) => name));
  const isKnown = (id: string) => placeOf(id) === undefined || nodes.has(nodeOf(id));
  return checks.flatMap((check, i) =>
    (['from', 'to'] as const)
      .filter((end) => !isKnown(check[end]))
      .map((end) => ({
        path: ['checks', i, end],
        value: check[end],
        message: 'no node of plan.nodes is there or has it',
      })),
  );
}

function unfounded({ diagnoses, checks }: Parts): Misfit[] {
  return diagnoses.flatMap(({ evidence }, i) =>
    evidence
      .filter((index) => index >= checks.length)
      .map((index) => ({
        path: ['diagnoses', i, 'evidence'],
        value: index,
        message: `there are ${checks.length} checks, counted from 0`,
      })),
  );
}
