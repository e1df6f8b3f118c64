import { parseSpec } from '../../lib/plan';
import { runLab, type Watcher } from '../../lib/run';
import { describeLab } from '../support/namespaces';

/** Interrupts the run at the given stage. */
function interruptingAt(stage: string): { readonly watcher: Watcher; readonly registered: () => number } {
  const cleanups = new Set<() => Promise<void>>();
  let armed = false;
  const watcher: Watcher = {
    stage: (name) => {
      armed = name === stage;
      if (armed) for (const cleanup of cleanups) void cleanup();
    },
    done: () => {},
    onInterrupt: (cleanup) => {
      cleanups.add(cleanup);
      return () => void cleanups.delete(cleanup);
    },
  };
  return { watcher, registered: () => cleanups.size };
}

describeLab('a run in a lab', () => {
  test('registers its cleanup while the lab stands, and takes it back when it ends', async () => {
    const { watcher, registered } = interruptingAt('never');
    let during = 0;
    const done = () => {
      during = Math.max(during, registered());
    };
    const { summary } = await runLab(parseSpec({ workers: 1 }), { watcher: { ...watcher, done } });
    expect([summary.fail, during, registered()]).toEqual([0, 1, 0]);
  });

  test('ends with an error where its lab is ended by an interrupt', async () => {
    const { watcher, registered } = interruptingAt('probing');
    await expect(runLab(parseSpec({ workers: 1 }), { watcher })).rejects.toThrow(
      'the agent in the lab ended',
    );
    expect(registered()).toBe(0);
  });
});
