/** Checks that pass although something else was predicted: what holds by another way than is known is worth a look. */
import { type CheckResult, judgePrediction, kindOf, predictedText, reasonText } from '../../check';

/** A check with its prediction and its observation, in words. */
export interface Surprise {
  readonly check: CheckResult;
  /** `pod:worker-1/0 → pod:worker-2/0 UDP`. */
  readonly pair: string;
  readonly predicted: string;
  readonly observed: string;
}

/** Those of the checks that pass and were predicted otherwise. */
export function surprises(checks: readonly CheckResult[]): Surprise[] {
  return checks.filter(({ verdict }) => verdict === 'pass').flatMap((check) => disagreement(check) ?? []);
}

/** What was predicted and what was observed; undefined where the two agree or nothing was measured. */
export function disagreement(check: CheckResult): Surprise | undefined {
  const { mispredicted, observed } = check;
  if (!mispredicted || !observed) return undefined;
  const seen = kindOf(check)?.facts.observed(observed) ?? 'something else';
  const predicted = predictedWords(check, seen);
  return { check, pair: pairText(check), predicted: inSentence(predicted), observed: inSentence(seen) };
}

/** A dash is a word of tables. */
const inSentence = (words: string) => (words === '–' ? 'none' : words);

/** With the reason, where one is predicted; where the short words of both are the same, with what would follow. */
function predictedWords(check: CheckResult, seen: string): string {
  const { why } = check.predicted;
  const words = kindOf(check)?.facts.predicted(check) ?? 'not this';
  if (why) return `${words} (${predictedText(why)})`;
  if (words !== seen) return words;
  const { why: reason } = judgePrediction(check);
  return reason ? `${words}, but ${reasonText(reason)}` : words;
}

/** Both ends, once where they are one, with protocol and family where these matter. */
function pairText({ from, to, protocol, family }: CheckResult): string {
  return [
    from === to ? from : `${from} → ${to}`,
    protocol?.toUpperCase(),
    family === 'ipv6' ? 'IPv6' : undefined,
  ]
    .filter(Boolean)
    .join(' ');
}
