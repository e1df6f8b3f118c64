/** The ranges that Services get their addresses from, as the API has them since Kubernetes 1.33 (KEP-1880). */
import type { Check, Observed } from '../check';
import { fail, type Judgement, pass } from '../judgement';
import { asksForAddresses } from './address-list';
import type { CheckKind, Scene } from './kind';

/** What all ServiceCIDR objects have together, as an endpoint of its own. */
const serviceRangesId = 'service:ranges';

/** The planned range must be there, and none may overlap others': the API server compares those that are added with none of these. */
export const serviceRange: CheckKind = {
  ...asksForAddresses,
  id: 'address/service-range',
  title: "Services have the plan's range, and none that overlaps others'",
  judge: judgeRanges,
  facts: {
    ...asksForAddresses.facts,
    required: ({ required }) => required.range ?? 'no overlap',
  },
  checks: ({ cluster, family }: Scene): Check[] => {
    const planned = cluster?.plannedServices?.[family];
    // A cluster may have two families for pods and one for Services.
    const asked = cluster?.serviceRanges && (planned || cluster.serviceRanges.includes(family));
    if (!asked) return [];
    return [
      {
        id: 'address/service-range',
        from: serviceRangesId,
        to: serviceRangesId,
        family,
        required: planned ? { range: planned } : {},
        predicted: { none: true },
      },
    ];
  },
};

function judgeRanges({ required }: Check, { addresses = [], overlaps = [] }: Observed): Judgement {
  const [first] = overlaps;
  if (first) return fail({ code: 'range-overlaps', ...first });
  if (required.range && !addresses.includes(required.range))
    return fail({ code: 'range-missing', planned: required.range, has: addresses });
  return pass;
}
