/** From a Job's answers to verdicts: finds the answer to each check and hands both to the lab's judge. */
import { type Check, type CheckResult, judge, type Observed, skip } from '../check';
import type { AskedKind, ReportedObservation } from './job/report';
import type { Answers } from './job-report';

/** The verdict on one check by what its Job reported. A Job that says nothing of it has failed it. */
export function verdictOf(check: Check, answers: Answers): CheckResult {
  if (check.skip !== undefined) return skip(check, check.skip);
  const answer = answers.find({ ...check, asked: askedOf(check) });
  if (!answer) return { ...check, verdict: 'fail', reason: 'its Job did not report on it' };
  if (answer.skipped) return skip(check, answer.skipped);
  return judge(check, observed(check, answer));
}

/** The verdict on a pod behind policies. Silence proves a denial only where the same pod answers when it may. */
export function policyVerdict(check: Check, answers: Answers): CheckResult {
  if (check.id !== 'policy/default-deny') return verdictOf(check, answers);
  const control = answers.find({ ...check, asked: 'policy/allow' });
  if (control?.notAsked !== undefined) return judge(check, control);
  if (control?.answeredBy !== check.to)
    return skip(check, 'the same pod is out of reach where policies let in, so its silence proves nothing');
  return verdictOf(check, answers);
}

function askedOf({ id }: Check): AskedKind {
  if (id === 'mtu/path') return 'mtu';
  if (id.startsWith('host-pod-to-pod/')) return 'host-pod';
  return id.includes('-to-') ? 'reach' : (id as AskedKind);
}

/** Somebody's answer is not yet the right one's. */
function observed(check: Check, answer: ReportedObservation): Observed {
  const { asked, to: _to, family: _family, protocol: _protocol, skipped: _skipped, ...measured } = answer;
  if (asked === 'mtu' || asked === 'dns') return measured;
  const answeredBy = answererOf(check, answer);
  const meant = check.required.answeredBy ?? [check.to];
  const reachable = answeredBy !== undefined && meant.includes(answeredBy);
  const { error, ...rest } = measured;
  return { ...rest, answeredBy, reachable, ...(reachable ? {} : { error }) };
}

/** Outside the cluster any prober will do, and who is silent at first and answers later was not denied. */
function answererOf({ to }: Check, { asked, answeredBy, again }: ReportedObservation): string | undefined {
  if (asked === 'egress/nat' && answeredBy) return to;
  return asked === 'policy/default-deny' && again?.passed ? to : answeredBy;
}
