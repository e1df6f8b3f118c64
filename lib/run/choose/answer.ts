import type { Capabilities } from '../../cni';
import type { Answer } from '../../report';
import { isAtLeast } from './kernel';
import type { Need } from './need';

const standings = new Map([
  [true, 'yes'],
  [false, 'no'],
] as const);

/** Whether a need is met by what the cells say. */
export function answerTo(need: Need, cells: Capabilities): Answer {
  if (need.capability !== 'kernel') {
    const { has, ...rest } = cells[need.capability];
    return { need: need.capability, standing: typeof has === 'boolean' ? standings.get(has)! : has, ...rest };
  }
  const word = `kernel=${need.kernel}`;
  const cell = cells.kernel;
  if (!('least' in cell)) return { need: word, standing: cell.has, version: cell.version, note: cell.note };
  return { need: word, standing: isAtLeast(need.kernel, cell.least) ? 'yes' : 'no', ...cell };
}
