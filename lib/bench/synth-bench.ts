import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec, tryExec } from '../base/exec';
import { packageRoot } from '../base/package-root';
import { cnis } from '../cni';
import type { AppContext } from '../provision/stacks/app-context';
import { alternating, type Measurement, ms } from './measure';

/** The CDKTF app with its AWS stacks, beside an app with one empty VPC that is run as such apps usually are. */
export async function synthBench(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cni-testbed-synth-'));
  try {
    await exec(process.execPath, ['build.mjs', 'job', 'app', 'empty-app'], { cwd: packageRoot });
    const app = join(packageRoot, 'dist', 'main.js');
    const empty = join(packageRoot, 'dist', 'empty-app.js');
    const run = (program: string, context: object) =>
      exec(process.execPath, [program], {
        env: { ...process.env, CDKTF_OUTDIR: folder, CDKTF_CONTEXT_JSON: JSON.stringify(context) },
      });
    const beside = async (what: string, workers: number, runs: number, cnis?: string[], most?: number) => {
      const context = { ...contextOf(workers), cnis };
      const [time, least] = await alternating(runs, [() => run(app, context), () => run(empty, {})]);
      return {
        what,
        measured: `${ms(time!)}, × ${(time! / least!).toFixed(1)}`,
        budget: most ? `≤ × ${most}` : '–',
        holds: most ? time! / least! <= most : undefined,
        reference: `app with one empty VPC ${ms(least!)}`,
      };
    };
    const huge = await beside('  of 1,000 nodes', 999, 1, oneCni);
    return [
      await beside('cdktf app: an AWS stack of 3 nodes', 2, 9, oneCni, 1.3),
      await beside('  of 100 nodes', 99, 5, oneCni, 3),
      { ...huge, measured: `${huge.measured}, ${await memory(app, folder)}` },
      await beside('  the three CNIs’ stacks of 3 nodes', 2, 5),
      await beside('  the three CNIs’ stacks of 100 nodes', 99, 3),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const oneCni = [cnis[0]!.name];

/** AWS stacks of that many workers, with ranges that have room for them. */
function contextOf(workers: number): AppContext {
  return {
    testbed: {
      workers,
      podCidr: '10.0.0.0/12',
      serviceCidr: '172.20.0.0/16',
      zones: [{ name: 'a', nodeCidr: '192.168.0.0/16' }],
    },
    targets: ['aws'],
  };
}

/** Largest resident set of the app with 1,000 nodes. */
async function memory(app: string, folder: string): Promise<string> {
  const report =
    "process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS))); require(process.argv[1]);";
  const env = {
    ...process.env,
    CDKTF_OUTDIR: folder,
    CDKTF_CONTEXT_JSON: JSON.stringify({ ...contextOf(999), cnis: oneCni }),
  };
  const { stderr } = await tryExec(process.execPath, ['-e', report, app], { env });
  return `${Math.round(Number(/\d+$/.exec(stderr)?.[0]) / 1024)} MB`;
}
