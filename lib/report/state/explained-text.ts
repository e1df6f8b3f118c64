import { type CheckResult, judgePrediction, predictedText, reasonText } from '../../check';
import { unknownText } from '../../datapath';
import { whyText } from '../why';
import { explainedOf } from './state-facts';

/** What the walk over the real state says of a failed check, in words; undefined where it was not walked. */
export function explainedText(check: CheckResult): string | undefined {
  const { explained } = check;
  switch (explainedOf(check)) {
    case 'passes':
      return 'the real state lets it pass';
    case 'unknown':
      return `not known: ${explained?.unknown ? unknownText(explained.unknown) : 'no walk says what decides there'}`;
    case 'fails':
      return becauseText(check, failureText(check, explained!));
    default:
      return undefined;
  }
}

/** What was seen already is not said again. */
const becauseText = (check: CheckResult, reason: string) =>
  reason === whyText(check) ? 'the real state explains it' : `the real state explains it: ${reason}`;

/** Why it fails there. */
function failureText(check: CheckResult, explained: NonNullable<CheckResult['explained']>): string {
  if (explained.why) return predictedText(explained.why);
  const { why } = judgePrediction({ ...check, predicted: explained });
  return why ? reasonText(why) : 'it fails there too';
}
