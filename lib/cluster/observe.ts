/** From a Job's answers to verdicts: finds the answer to each check and hands both to the judge. */
import {
  asksForSize,
  type Check,
  type CheckResult,
  failed,
  judge,
  kindOf,
  type Observed,
  skip,
} from '../check';
import { policyAdminTier } from '../check/kinds/cluster-policies';
import { isDenial } from '../check/kinds/policies';
import { nodeOf } from '../net';
import { metadataId } from '../prober/questions/metadata-questions';
import type { ReportedObservation } from '../prober/questions/report';
import { endpointIds } from '../prober/questions/settings';
import type { Answers } from './job-report';

/** The verdict on one check by what its Job reported. A Job that says nothing of it has failed it. */
export function verdictOf(check: Check, answers: Answers): CheckResult {
  if (check.skip !== undefined) return skip(check, check.skip);
  const answer = answers.find({ ...check, asked: askedOf(check) });
  if (!answer) return failed(check, { code: 'not-reported' });
  if (answer.skipped) return skip(check, answer.skipped);
  return judge(check, asksForSize(check) ? sized(check, answer, answers) : observed(check, answer));
}

/** The verdict on a pod behind policies. Silence proves a denial only where the same pod answers when it may. */
export function denialVerdict(check: Check, answers: Answers): CheckResult {
  const control = answers.find({ ...check, asked: 'policy/allow' });
  if (check.skip !== undefined) return skip(check, check.skip);
  if (control?.notAsked !== undefined) return judge(check, { notAsked: control.notAsked });
  if (control?.answeredBy !== check.to) return skip(check, { code: 'no-control' });
  return verdictOf(check, answers);
}

/**
 * The verdict on a pod behind policies that another node asks, which no port lets in. Its silence proves a denial only where
 * that node reaches another pod there, and where the pod answers its own node on the same port, or whom a policy lets in.
 */
export function nodeDenialVerdict(check: Check, answers: Answers): CheckResult {
  const node = nodeOf(check.to);
  const pod = endpointIds.pod(node);
  const plain = answers.find({ ...check, to: pod, asked: 'reach' });
  if (plain?.notAsked !== undefined) return judge(check, { notAsked: plain.notAsked });
  const answersOthers = [
    answers.find({ ...check, from: endpointIds.client('node', node), asked: 'policy/own-node' }),
    answers.find({ ...check, from: endpointIds.client('pod', node), asked: 'policy/allow' }),
  ].some((answer) => answer?.answeredBy === check.to);
  if (plain?.answeredBy !== pod || !answersOthers) return skip(check, { code: 'no-control' });
  return verdictOf(check, answers);
}

/** The verdict on a pod and the metadata service, which must answer the node that the pod is on. */
export function metadataVerdict(check: Check, node: string, answers: Answers): CheckResult {
  const from = endpointIds.client('node', node);
  const control = answers.find({ ...check, from, asked: check.id });
  if (!control) return failed(check, { code: 'not-reported' });
  if (control.answeredBy !== metadataId) return skip(check, { code: 'no-metadata-service' });
  return verdictOf(check, answers);
}

const askedOf = (check: Check): string => kindOf(check)?.asked ?? check.id;

/** No size is looked for where no small datagram passes. */
function sized(check: Check, answer: ReportedObservation, answers: Answers): Observed {
  const { to } = check;
  const small = answers.find({ ...check, asked: 'reach', protocol: 'udp' });
  const measured = measuredOf(answer);
  return measured.bytes === undefined && small && small.answeredBy !== to
    ? { ...measured, failure: { code: 'udp-lost' } }
    : measured;
}

/** Somebody's answer is not yet the right one's. */
function observed(check: Check, answer: ReportedObservation): Observed {
  const measured = measuredOf(answer);
  if (kindOf(check)?.question !== 'exchange') return measured;
  const answeredBy = answererOf(check, answer);
  const meant = check.required.answeredBy ?? [check.to];
  const reachable = answeredBy !== undefined && meant.includes(answeredBy);
  const { failure, ...rest } = measured;
  return { ...rest, answeredBy, reachable, ...(reachable ? {} : { failure }) };
}

function measuredOf(answer: ReportedObservation): Observed {
  const {
    asked: _asked,
    to: _to,
    family: _family,
    protocol: _protocol,
    skipped: _skipped,
    ...measured
  } = answer;
  return measured;
}

/** Whether it asks for what policies keep out. */
const isSilence = (check: Pick<Check, 'id'>) => isDenial(check) || check.id === policyAdminTier.id;

/** Outside the cluster any prober will do, and who is silent at first and answers later was not denied. */
function answererOf({ to }: Check, { asked, answeredBy, again }: ReportedObservation): string | undefined {
  if (asked === 'egress/nat' && answeredBy) return to;
  return isSilence({ id: asked }) && again?.passed ? to : answeredBy;
}
