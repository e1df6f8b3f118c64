import { type CheckResult, judge, skip } from '../../../lib/check';
import { type Diagnosis, diagnose } from '../../../lib/diagnosis';
import { isPod } from '../../../lib/net';
import { readResults } from '../../../lib/results';

/** The diagnosis of a recorded run, whose answers are judged again: files of older versions hold texts in place of codes. */
export function diagnosedAgain(file: string): Diagnosis[] {
  return diagnose(readResults(file).checks.map(again));
}

function again(check: CheckResult): CheckResult {
  const { verdict, why, observed, mispredicted: _mispredicted, notAsked: _notAsked, ...question } = check;
  if (verdict === 'skip') return skip(question, why ?? { code: 'unknown', text: 'not said' });
  // What older versions demanded of the nodes' own packets is demanded no more: any of their addresses will do.
  const { sources: _sources, ...required } = question.required;
  const asked = isPod(question.from) ? question : { ...question, required };
  return observed ? judge(asked, observed) : check;
}
