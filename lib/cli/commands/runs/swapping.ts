/** What `testbed measure` does around stacks of the same machines, which are swapped. */
import { defaultNamespace } from '../../../cluster/words';
import type { Measurements } from '../../../measure';
import type { MeasureStacksOptions } from '../../../run';
import { swapInterruptNote, swapLine } from '../../io/swap-lines';
import { interruptNote } from '../../io/watched';
import type { MeasuredClusterFlags } from '../../options/measured-clusters';
import { hearing } from '../machines/bringing-up';

/**
 * How it hears of swaps, and what an interrupt says once there is one.
 * @param onCut keeps what was measured: it took hours, perhaps
 */
export function swappingOf(
  { cycles, namespace = defaultNamespace }: MeasuredClusterFlags,
  onCut: (measured: Measurements) => Promise<void>,
) {
  let swaps = false;
  return {
    options: async (say: (text: string) => void): Promise<MeasureStacksOptions> => ({
      ...{ cycles, onCut, swapping: await hearing(say) },
      onSwap(event) {
        swaps = true;
        say(swapLine(event));
      },
    }),
    interruptNote: () => (swaps ? swapInterruptNote : interruptNote(namespace)),
  };
}
