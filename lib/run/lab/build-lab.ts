import { buildLab, type NewLab } from '../../lab/lab';
import type { Testbed } from '../../testbed';
import type { Watcher } from '../watcher';

/**
 * Builds a lab that an interrupt takes down, until it ends or is left to stand by itself.
 * @throws TargetError where this machine cannot build it or the name is taken
 */
export async function buildWatched(name: string, wanted: Testbed, watcher: Watcher): Promise<NewLab> {
  watcher.stage('building', wanted.datapath.hosts.length);
  let release = () => {};
  const built = buildLab(name, wanted, {
    holder: (holder) => {
      release = watcher.onInterrupt(() => holder.end());
    },
    programmed: (hosts) => watcher.done(hosts),
  });
  const lab = await built.catch((error) => {
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
