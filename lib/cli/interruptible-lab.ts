import { buildLab, type NewLab } from '../lab/lab';
import type { Testbed } from '../testbed';
import { onInterrupt } from './io/interrupt';
import type { Progress } from './io/progress';

/** Builds a lab that an interrupt takes down, as long as it is there and not yet left to stand by itself. */
export async function buildInterruptibly(name: string, wanted: Testbed, progress: Progress): Promise<NewLab> {
  progress.stage('building', wanted.datapath.hosts.length);
  let release = () => {};
  const built = buildLab(name, wanted, {
    holder: (holder) => {
      release = onInterrupt(async () => {
        progress.end();
        await holder.end();
      });
    },
    programmed: (hosts) => progress.done(hosts),
  });
  const lab = await built.catch((error) => {
    progress.end(); // its timer would keep the command from ending
    release();
    throw error;
  });
  return {
    ...lab,
    keep: () => {
      lab.keep();
      release();
    },
    end: async () => {
      await lab.end();
      release();
    },
  };
}
