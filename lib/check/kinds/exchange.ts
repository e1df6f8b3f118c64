/** What all kinds have in common that ask an endpoint for its answer: who answers, and which source it saw. */
import type { Endpoint, Prediction } from '../../datapath';
import { type Family, protocols } from '../../net';
import { isAllowed } from '../allowed-sources';
import type { Check, Distance, Observed, Predicted, Requirement } from '../check';
import { fail, type Judgement, pass } from '../judgement';
import { predictedReach } from '../predicted-reach';
import { failureText } from '../reason-text';
import type { CheckKind, Facts, PairScene } from './kind';

/** Every protocol in every family. */
export function exchanges(families: readonly Family[]) {
  return families.flatMap((family) => protocols.map((protocol) => ({ family, protocol })));
}

/** An answer must come, from the right endpoint, and the receiver must have seen a source that it may see. */
export function judgeExchange(check: Check, observed: Observed): Judgement {
  const { required, to } = check;
  const { reachable, answeredBy, source, failure, again } = observed;
  const meant = required.answeredBy ?? [to];
  if (answeredBy !== undefined && !meant.includes(answeredBy))
    return fail({ code: 'other-answers', answeredBy, meant: to });
  if (!reachable) return fail({ code: 'no-answer', failure, again });
  if (required.sources && !isAllowed(source, required.sources))
    return fail({ code: 'source-not-allowed', source, allowed: required.sources });
  return pass;
}

/** Nobody may answer. */
function judgeDenial(_check: Check, { answeredBy }: Observed): Judgement {
  return answeredBy === undefined ? pass : fail({ code: 'not-denied', answeredBy });
}

/** What an exchange would show if its prediction came true. */
function predictExchange({ predicted }: Check): Observed | undefined {
  if (predicted.none) return undefined;
  const { reachable = false, answers } = predicted;
  const { source, answeredBy } = (reachable && answers?.[0]) || predicted;
  return { reachable, source, answeredBy };
}

/** Somebody else answers, or the receiver sees another source. */
function exchangeDiffers({ predicted }: Check, { answeredBy, source }: Observed): boolean {
  if (predicted.none) return false;
  if (predicted.answers)
    return answeredBy === undefined
      ? predicted.reachable === true
      : !predicted.answers.some((one) => one.answeredBy === answeredBy && one.source === source);
  if (predicted.answeredBy !== answeredBy) return true;
  return answeredBy !== undefined && predicted.source !== source;
}

/** What cells show of exchanges. */
const exchangeFacts: Facts = {
  required: ({ required }) =>
    required.sources
      ? `source ${required.sources.join(' or ')}`
      : required.reachable === false
        ? 'no answer'
        : 'answers',
  predicted: ({ predicted }) =>
    predicted.answers
      ? `${predicted.reachable ? 'one of' : 'only'} ${predicted.answers.map(({ answeredBy }) => answeredBy).join(', ')}`
      : predicted.reachable
        ? `source ${predicted.source ?? '?'}`
        : (predicted.answeredBy ?? 'no answer'),
  observed: ({ reachable, source, answeredBy, failure, again }) => {
    if (reachable) return `source ${source ?? '?'}`;
    const answer = answeredBy ? `${answeredBy} answered` : failure ? failureText(failure) : 'no answer';
    return again ? `${answer}; again ${again.passed} of ${again.tries}` : answer;
  },
};

/** The parts of a kind that asks for an answer. */
export const asksForAnswer = {
  question: 'exchange',
  judge: judgeExchange,
  predict: predictExchange,
  differs: exchangeDiffers,
  facts: exchangeFacts,
} as const satisfies Partial<CheckKind>;

/** The parts of a kind that asks for silence. */
export const asksForSilence = { ...asksForAnswer, judge: judgeDenial } as const satisfies Partial<CheckKind>;

/** Packets straight from one kind of endpoint to another. */
export function directKind(
  from: Endpoint['kind'],
  to: Endpoint['kind'],
  requirement: Requirement,
  title: string,
): CheckKind {
  const id = `${from}-to-${to}`;
  return {
    id,
    title,
    requirement,
    direct: true,
    asked: 'reach',
    ...asksForAnswer,
    ofPair: (scene) =>
      scene.from.kind === from && scene.to.kind === to
        ? protocols.map((protocol) => directCheck(id, requirement, scene, protocol))
        : [],
  };
}

/** One exchange of a pair. */
export function directCheck(
  kind: string,
  requirement: Requirement,
  { from, to, family, sources, ...predictions }: PairScene,
  protocol: 'tcp' | 'udp',
): Check {
  return {
    id: `${kind}/${distance(from, to)}`,
    requirement,
    from: from.id,
    to: to.id,
    family,
    protocol,
    required: { reachable: true, sources },
    predicted: predictedOf(predictions[protocol]),
  };
}

function predictedOf(prediction: Prediction | undefined): Predicted {
  return prediction ? predictedReach(prediction) : { none: true };
}

/** How far apart two endpoints are. */
function distance(from: Endpoint, to: Endpoint): Distance {
  if (from.node === to.node) return 'same-node';
  return from.zone === to.zone ? 'cross-node' : 'cross-zone';
}
