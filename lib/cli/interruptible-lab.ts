import { buildLab, type NewLab } from '../local/lab';
import type { Testbed } from '../testbed';
import { onInterrupt } from './interrupt';
import type { Progress } from './progress';

/** Builds a lab that an interrupt takes down. */
export async function buildInterruptibly(name: string, wanted: Testbed, progress: Progress): Promise<NewLab> {
  progress.stage('building', 1);
  return buildLab(name, wanted, (holder) => {
    onInterrupt(async () => {
      progress.end();
      await holder.end();
    });
  });
}
