import type { Check, Observed } from '../check';
import { fail, type Judgement } from '../judgement';
import { asksForAddresses } from './address-list';
import type { CheckKind } from './kind';
import { labNames } from './lab-names';

/** A Service's name stands for its own address, a headless one's for all of its pods. */
export const dns: CheckKind = {
  id: 'dns',
  title: 'Cluster DNS knows Services and their pods',
  ...asksForAddresses,
  judge,
  predict,
  differs,
  facts: {
    ...asksForAddresses.facts,
    predicted: ({ predicted, required }) => {
      if (predicted.none) return '–';
      if (predicted.reachable) return required.addresses?.join(', ') ?? '–';
      return predicted.answers
        ? `only ${predicted.answers.map(({ answeredBy }) => answeredBy).join(', ')}`
        : 'no answer';
    },
    observed: (observed) => {
      const { times } = observed;
      const list = asksForAddresses.facts.observed(observed);
      return times
        ? `${list}; ${times.answers} answers, median ${times.medianMs} ms, slowest ${times.slowestMs} ms`
        : list;
    },
  },
  checks: (scene) => {
    const { cluster, family } = scene;
    if (!cluster) return labNames(scene);
    const names = cluster.names.filter((name) => name.family === family);
    return cluster.sources.flatMap(({ id: from }) =>
      names.map(({ id: to, addresses }) => ({
        id: 'dns',
        from,
        to,
        family,
        required: { addresses },
        predicted: { none: true },
      })),
    );
  },
};

/** Most that the median of a name's answers may take, in milliseconds: as long as the kubelet's probes wait (timeoutSeconds). */
const mostMs = 1000;

const isSlow = (medianMs = 0) => medianMs > mostMs;

/** The right addresses, and in time. */
function judge(check: Check, observed: Observed): Judgement {
  const judgement = asksForAddresses.judge(check, observed);
  const { medianMs = 0 } = observed.times ?? {};
  if (judgement.verdict === 'fail' || !isSlow(medianMs)) return judgement;
  return fail({ code: 'slow-answers', medianMs, mostMs });
}

function predict({ predicted, required }: Check): Observed | undefined {
  const { none, reachable, afterMs } = predicted;
  if (none) return undefined;
  if (!reachable) return { reachable: false };
  const times = afterMs === undefined ? undefined : { answers: 2, medianMs: afterMs, slowestMs: afterMs };
  return { reachable, addresses: required.addresses, ...(times && { times }) };
}

/** Where one of several name servers is out of reach, chance decides whether it was asked. */
function differs({ predicted }: Check, { reachable = false, times }: Observed): boolean {
  const { none, answers, afterMs } = predicted;
  if (none) return false;
  if (reachable && times && isSlow(afterMs) !== isSlow(times.medianMs)) return true;
  return answers ? predicted.reachable === true && !reachable : predicted.reachable !== reachable;
}
