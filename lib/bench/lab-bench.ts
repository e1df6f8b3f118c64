import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../base/exec';
import { packageRoot } from '../base/package-root';
import { type Measurement, median, ms, timed } from './measure';
import { mininet } from './mininet';
import { emptyNode } from './plan-bench';

/** The main job as a user runs it, reports and all. */
export async function commandBench(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cni-testbed-bench-'));
  const args = ['lab', '--json', join(folder, 'r.json'), '--junit', join(folder, 'r.xml')];
  try {
    const whole = await median(5, () =>
      timed(() => exec(process.execPath, [join(packageRoot, 'dist', 'testbed.js'), ...args])),
    );
    const reference = `empty Node process ${ms(await emptyNode())}; ${await mininet()}`;
    return [
      {
        what: 'testbed lab: 3 nodes, 6 pods, all checks, reports',
        measured: ms(whole),
        budget: '≤ 0.6 s',
        holds: whole <= 600,
        reference,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
