import type { Check, CheckResult, Observed } from './check';
import { fail, type Judgement } from './judgement';
import type { CheckKind } from './kinds/kind';
import { kindOf } from './kinds/kind-of';
import type { Reason } from './reason';

/** Holds an observation against what is required and what was predicted. */
export function judge(check: Check, { notAsked, ...observed }: Observed): CheckResult {
  if (check.skip !== undefined) return skip(check, check.skip);
  if (notAsked !== undefined)
    return { ...skip(check, { code: 'not-asked', lack: notAsked }), notAsked: true };
  const kind = ownKind(check);
  const judgement = kind.judge(check, observed);
  return {
    ...asked(check),
    observed,
    ...judgement,
    ...(kind.differs(check, observed) ? { mispredicted: true } : {}),
  };
}

/** A check that could not be made, and why. */
export function skip(check: Check, why: Reason): CheckResult {
  return { ...asked(check), verdict: 'skip', why };
}

/** A check that failed without an observation, and why. */
export function failed(check: Check, why: Reason): CheckResult {
  return { ...asked(check), verdict: 'fail', why };
}

/** Where nothing is measured: what the walk says is judged in place of an observation, and none is claimed. */
export function judgePrediction(check: Check): CheckResult {
  if (check.skip !== undefined) return skip(check, check.skip);
  const kind = ownKind(check);
  const { why: predicted, bytes, none, unknown } = check.predicted;
  if (none) return skip(check, { code: 'not-predicted', unknown });
  if (kind.question === 'size' && bytes === undefined)
    return skip(check, { code: 'pair-unreachable', predicted });
  return { ...asked(check), ...withCause(kind.judge(check, kind.predict(check) ?? {}), predicted) };
}

/** Silence that is predicted has the prediction's reason. */
function withCause(judgement: Judgement, predicted: Check['predicted']['why']): Judgement {
  return judgement.why?.code === 'no-answer' && predicted ? fail({ ...judgement.why, predicted }) : judgement;
}

function asked({ skip: _skip, ...question }: Check): Omit<Check, 'skip'> {
  return question;
}

function ownKind(check: Check): CheckKind {
  const kind = kindOf(check);
  if (!kind) throw new Error(`no kind of checks has the id ${check.id}`);
  return kind;
}
