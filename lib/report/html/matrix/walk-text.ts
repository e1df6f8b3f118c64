/** A cell's walk as the page shows it: static where there is no script, and as data for the script. */
import { predictionWords } from '../../explanation';
import { type WalkLine, walkLines } from '../../walk-lines';
import { whyText } from '../../why';
import { html, type Markup } from '../markup';
import type { CellWalk } from './walks';

/** A walk in lines. */
export interface WalkText {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly WalkLine[];
  /** What comes of the packet, and what was observed where that is something else. */
  readonly end: string;
}

const plain = { dim: (text: string) => text };

/** The packet and its answer. */
export function walkText({ check, prediction }: CellWalk): WalkText {
  const { from, to, mispredicted } = check;
  const { forward, back } = prediction;
  const title = (text: string): WalkLine => ({ depth: 0, tone: 'host', text });
  const seen = check.verdict === 'pass' ? 'it passes' : whyText(check);
  const observed = mispredicted ? ` That is not what was observed: ${seen}.` : '';
  return {
    ...{ from, to },
    lines: [
      ...(back ? [title('There')] : []),
      ...walkLines(forward, plain),
      ...(back ? [title('And back'), ...walkLines(back, plain)] : []),
    ],
    end: `Predicted: ${predictionWords(prediction, to)}${observed}`,
  };
}

/** A walk that is folded up until somebody wants it; the script puts others in its place. */
export function walkMarkup(walk: CellWalk): Markup {
  const { from, to, lines, end } = walkText(walk);
  return html`<details id="walk" class="walk"><summary>Every step of a packet: <b>${from} → ${to}</b></summary>
<p class="walk-hint">Click a cell above, or press Enter on it, to see its walk over the computed state.</p>
<ol>${lines.map(({ depth, tone, text }) => html`<li class="${tone}" style="--depth:${depth}">${text}</li>\n`)}</ol>
<p class="walk-end">${end}</p></details>`;
}
