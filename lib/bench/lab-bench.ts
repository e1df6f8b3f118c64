import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../base/exec';
import { packageRoot } from '../base/package-root';
import { checkMatrix } from '../check';
import { nsenterArguments } from '../lab/agent/nsenter';
import { buildLab } from '../lab/lab';
import { probeLab } from '../lab/probe/probe-lab';
import { groundwork } from '../lab/realise/batches';
import { startHolder } from '../lab/standing/holder';
import { parseSpec } from '../plan';
import { type Testbed, testbed } from '../testbed';
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
        budget: '≤ 2 s',
        holds: whole <= 2000,
        reference,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A hundred nodes: time to build, rate of probing, memory of the agent. */
export async function hundredNodes(): Promise<Measurement[]> {
  const wanted = testbed(parseSpec({ workers: 99 }));
  const alone = await ipBatchAlone(wanted);
  const lab = await buildLab(`bench-${process.pid}`, wanted);
  try {
    const { probing, maxRssBytes, checks } = await probeLab(lab, checkMatrix(wanted));
    const failed = checks.filter(({ verdict }) => verdict !== 'pass').length;
    const rate = ({ probes, durationMs }: { probes: number; durationMs: number }) =>
      (1000 * probes) / durationMs;
    const line = (what: string, value: number, least: number): Measurement => ({
      what,
      measured: `${Math.round(value).toLocaleString('en-US')} /s`,
      budget: `≥ ${least.toLocaleString('en-US')} /s`,
      holds: value >= least,
      reference: `${failed} of ${checks.length.toLocaleString('en-US')} checks failed`,
    });
    const megabytes = maxRssBytes / 2 ** 20;
    return [
      {
        what: 'lab of 100 nodes, 200 pods up',
        measured: ms(lab.buildMs),
        budget: '≤ 5 s',
        holds: lab.buildMs <= 5000,
        reference: `ip -batch alone, namespaces and cables: ${ms(alone)}`,
      },
      line('probing the mesh over TCP, source checked', rate(probing.tcp), 6000),
      line('probing the mesh over UDP, source checked', rate(probing.udp), 15_000),
      {
        what: 'largest packet of each pair and direction',
        measured: `${Math.round(rate(probing.mtu)).toLocaleString('en-US')} /s`,
        budget: '–',
        reference: 'two sizes tried for each',
      },
      {
        what: "the prober's memory at 100 nodes",
        measured: `${Math.round(megabytes)} MB`,
        budget: '≤ 150 MB',
        holds: megabytes <= 150,
        reference: `this process ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
      },
    ];
  } finally {
    await lab.end();
  }
}

/** The least that a lab of this shape costs: one program that makes its namespaces and cables, and nothing in them. */
async function ipBatchAlone(wanted: Testbed): Promise<number> {
  const { cables, namespaces } = groundwork(wanted.datapath);
  const holder = await startHolder(join(tmpdir(), `cni-testbed-bench-${process.pid}`));
  try {
    const lines = [...namespaces.map(({ name }) => `netns add ${name}`), ...cables];
    return await timed(() =>
      exec('nsenter', [...nsenterArguments(holder.pid), 'ip', '-batch', '-'], {
        input: `${lines.join('\n')}\n`,
      }),
    );
  } finally {
    await holder.end();
  }
}
