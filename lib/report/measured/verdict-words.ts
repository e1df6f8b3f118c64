/** What verdicts on differences are called, and their signs. */
import type { Difference, DifferenceVerdict, Metric } from '../../measure';
import { type Sentence, say } from './sentence';
import { controlShown, differenceShown, marginShown, wouldShowShown } from './shown';

/** How a verdict looks: `better` and `worse` are of the first of two. */
export type Leaning = 'better' | 'worse' | 'same' | 'open' | 'void';

/** Signs, which stand beside every colour. */
export const leaningSigns: Readonly<Record<Leaning, string>> = {
  better: '▼',
  worse: '▲',
  same: '=',
  open: '?',
  void: '–',
};

/** How a difference leans. More is worse where less is better, and the sign says which way the number goes. */
export function leaningOf({ verdict, difference, figure: { metric } }: Difference): Leaning {
  switch (verdict.code) {
    case 'differs':
      return isBetter(difference.value, metric) ? 'better' : 'worse';
    case 'differs-too-little':
    case 'same-within':
      return 'same';
    case 'none-shown':
      return 'open';
    default:
      return 'void';
  }
}

/** The sign of a difference: an arrow that goes with the number, or what it says instead. */
export function signOf(difference: Difference): string {
  if (difference.verdict.code === 'differs') return difference.difference.value > 0 ? '▲' : '▼';
  return leaningSigns[leaningOf(difference)];
}

const isBetter = (value: number, { better }: Metric) => (better === 'lower' ? value < 0 : value > 0);

/** A verdict on two subjects, to stand behind a name and a colon. */
export function verdictWords(difference: Difference): Sentence {
  const { verdict } = difference;
  switch (verdict.code) {
    case 'differs':
      return say`differs by ${differenceShown(difference)}`;
    case 'differs-too-little':
      return say`differs by ${differenceShown(difference)}, too little to matter`;
    case 'none-shown':
      return say`no difference shown (${wouldShowShown(difference, verdict.wouldShow)} would have been)`;
    case 'same-within':
      return say`same within ${marginShown(difference)}`;
    case 'too-few-blocks':
      return say`too few blocks for a verdict`;
    case 'line-rate':
      return say`line rate: ranks nothing`;
    case 'withdrawn':
      return say`withdrawn: ${controlWords(difference)}`;
  }
}

/** What should have been equal and was not. */
export function controlWords({ control, figure }: Difference): Sentence {
  if (!control) return say`the machines differ`;
  const shown = controlShown(control, figure);
  if (control.kind === 'repeated')
    return say`the machines differ: one mode, measured twice, differs from itself by ${shown}`;
  if (control.kind === 'hosts')
    return say`the machines differ, or a CNI works on the nodes’ own packets too: the host network of ${control.of[0]} differs from that of ${control.of[1]} by ${shown}`;
  return say`the machines changed: the host network by ${shown} from the first to the last measurement of a block`;
}

/** Verdicts in a word or two, for the cells of a table. */
export const shortVerdicts: Readonly<Record<DifferenceVerdict['code'], string>> = {
  differs: 'differs',
  'differs-too-little': 'too little to matter',
  'none-shown': 'none shown',
  'same-within': 'same',
  'too-few-blocks': 'too few blocks',
  'line-rate': 'line rate',
  withdrawn: 'withdrawn',
};
