import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../base/exec';
import { checkMatrix } from '../check';
import { nsenterArguments } from '../lab/agent/nsenter';
import { buildLab } from '../lab/lab';
import { probeLab } from '../lab/probe/probe-lab';
import { groundwork } from '../lab/realise/batches';
import { startHolder } from '../lab/standing/holder';
import { parseSpec } from '../plan';
import { readLab } from '../run/state/read-lab';
import { type Testbed, testbed } from '../testbed';
import { type Measurement, median, ms, timed } from './measure';

/** A hundred nodes: time to build, rates of probing, memory of the agent. These are parts of a run, which results do not show. */
export async function meshBench(): Promise<Measurement[]> {
  const wanted = testbed(parseSpec({ workers: 99 }));
  const alone = await ipBatchAlone(wanted);
  const lab = await buildLab(`bench-${process.pid}`, wanted);
  try {
    const readMs = await median(3, () => timed(() => readLab(lab)));
    const probed = await probeLab(lab, checkMatrix(wanted));
    return [building(lab.buildMs, alone), reading(readMs), ...probing(probed), memory(probed.maxRssBytes)];
  } finally {
    await lab.end();
  }
}

type Probed = Awaited<ReturnType<typeof probeLab>>;

function building(buildMs: number, aloneMs: number): Measurement {
  return {
    what: 'lab of 100 nodes, 200 pods up',
    measured: ms(buildMs),
    budget: '≤ 2.5 s',
    holds: buildMs <= 2500,
    reference: `ip -batch alone, namespaces and cables: ${ms(aloneMs)}`,
  };
}

function reading(readMs: number): Measurement {
  return {
    what: 'real state of 100 nodes, 200 pods read and compared',
    measured: ms(readMs),
    budget: '≤ 2 s',
    holds: readMs <= 2000,
    reference: '303 namespaces, one ip -batch each',
  };
}

function probing({ probing: { tcp, udp, mtu }, checks }: Probed): Measurement[] {
  const failed = checks.filter(({ verdict }) => verdict !== 'pass').length;
  const reference = `${failed} of ${checks.length.toLocaleString('en-US')} checks failed`;
  return [
    { what: 'probing the mesh over TCP, source checked', ...rate(tcp, 6000), reference },
    { what: 'probing the mesh over UDP, source checked', ...rate(udp, 20_000), reference },
    {
      what: 'largest packet of each pair and direction',
      ...rate(mtu),
      reference: 'two sizes tried for each',
    },
  ];
}

/** Probes a second. @param least the budget, if there is one */
function rate({ probes, durationMs }: Probed['probing']['tcp'], least?: number) {
  const value = (1000 * probes) / durationMs;
  const perSecond = (count: number) => `${Math.round(count).toLocaleString('en-US')} /s`;
  return {
    measured: perSecond(value),
    budget: least === undefined ? '–' : `≥ ${perSecond(least)}`,
    holds: least === undefined ? undefined : value >= least,
  };
}

function memory(maxRssBytes: number): Measurement {
  const inMegabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
  return {
    what: "the prober's memory at 100 nodes",
    measured: `${inMegabytes(maxRssBytes)} MB`,
    budget: '≤ 150 MB',
    holds: inMegabytes(maxRssBytes) <= 150,
    reference: `this process ${inMegabytes(process.memoryUsage().rss)} MB`,
  };
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
