import { type CheckResult, kindOf } from '../../../check';
import { type Explained, explainedOf } from '../../state/state-facts';

/** What the walk over the real state says of the checks of a line that failed, in the few words that a cell has room for. */
export function explainedWords(group: readonly CheckResult[]): string {
  const failed = group.filter(({ verdict }) => verdict === 'fail');
  const [first] = failed;
  if (!first) return '–';
  if (group.length === 1) return ofOne(first);
  const said = failed.map(explainedOf);
  const count = (wanted: Explained | undefined) => said.filter((one) => one === wanted).length;
  const parts: [number, string][] = [
    [count('fails'), 'fail too'],
    [count('passes'), 'pass'],
    [count('unknown'), 'unknown'],
    [count(undefined), 'not walked'],
  ];
  return parts.flatMap(([many, word]) => (many > 0 ? [`${many} ${word}`] : [])).join(', ');
}

function ofOne(check: CheckResult): string {
  const { explained } = check;
  const facts = kindOf(check)?.facts;
  if (!explained || !facts) return 'not walked';
  return explained.none ? 'unknown' : facts.predicted({ ...check, predicted: explained });
}
