/** The figures of a measurements file once more, by other means: to hold a page's numbers against. */
import type { Measurements } from '../../../lib/measure';

type Sample = Measurements['blocks'][number]['samples'][number];
type Rounds = Map<number, number>;

const margins: Record<string, number> = { rtt: 0.02, 'udp-loss-small': 0.1, 'udp-loss-large': 0.1 };
const workOf: Record<string, string> = {
  'cpu-per-gb': 'bulk',
  'cpu-per-exchange': 'rtt',
  goodput: 'bulk',
  'goodput-8': 'bulk-8',
  'udp-loss-small': 'udp-small',
  'udp-loss-large': 'udp-large',
};
const isRelative = (metric: string) => !metric.startsWith('udp-loss');

/** One number with its interval, or its interval alone where it has none. */
export type Numbers = readonly number[];

/** Numbers by what a page says that they are of. */
export class Recomputed {
  constructor(private readonly file: Measurements) {}

  /** @param of as the page has it: kind and names. Undefined: there is no such number */
  of([kind, ...names]: readonly string[]): Numbers | undefined {
    const [key = '', a = '', b = ''] = names;
    switch (kind) {
      case 'value':
        return estimate(this.rounds(a, key));
      case 'baseline':
        return estimate(this.rounds(a, under(key)!))?.slice(0, 1);
      case 'ratio':
        return isRelative(metricOf(key)) ? estimate(this.by(a, key))?.map(Math.exp) : undefined;
      case 'added':
        return estimate(joined(this.rounds(a, key), this.rounds(a, under(key)!)));
      case 'saved':
        return turned(estimate(joined(this.rounds(a, key), this.rounds(a, under(key)!)))!);
      case 'difference':
        return inPercent(key, this.difference(key, a, b));
      case 'would-show': {
        const [, low, high] = this.difference(key, a, b)!;
        return inPercent(key, [(high! - low!) / 2]);
      }
      case 'margin': {
        const [control = 0] = this.control(key, a, b) ?? [];
        return inPercent(key, [Math.max(margins[metricOf(key)] ?? 0.05, Math.abs(control))]);
      }
      case 'control':
        return inPercent(key, names[3] === 'repeated' ? this.difference(key, a, b) : this.control(key, a, b));
      case 'comparisons':
        return [this.comparisons()];
      case 'by-chance':
        return [0.04 * this.comparisons()];
      case 'cores':
      case 'memory':
        return this.agent(kind, key, a, b);
      default:
        return this.event(kind!, key, a, Number(b));
    }
  }

  private agent(kind: string, subject: string, agent: string, when: string): Numbers {
    const own = this.file.agents.filter(
      (one) => one.subject === subject && one.agent === agent && one.when === when,
    );
    return [middle(own.map((one) => (kind === 'cores' ? one.cores : one.memoryBytes / 2 ** 20)))];
  }

  private event(kind: string, of: string, subject: string, policies: number): Numbers | undefined {
    const { ms, unseen } = this.file.events.find(
      (one) => one.kind === of && one.subject === subject && (one.policies ?? 0) === policies,
    )!;
    if (kind === 'unseen') return [unseen];
    if (kind === 'above-0') return [ms.filter((one: number) => one > 0).length];
    if (ms.length === 0) return undefined;
    return kind === 'longest'
      ? [Math.max(...ms)]
      : estimate(new Map(ms.map((one: number, i: number) => [i, one])));
  }

  /** Each subject with its baseline, and each two, of whatever can be compared here. */
  private comparisons(): number {
    const ids = this.ids();
    const pairs = ids.flatMap(
      (a, i) => [[a, a], ...ids.slice(i + 1).map((b) => [a, b])] as [string, string][],
    );
    return this.keys().reduce(
      (sum, key) => sum + pairs.filter(([a, b]) => (this.difference(key, a, b)?.length ?? 0) > 1).length,
      0,
    );
  }

  private ids(): string[] {
    return this.file.subjects.filter((one) => !one.repeats).map(({ id }) => id);
  }

  private inLab(): boolean {
    return this.file.subjects[0]!.target === 'local';
  }

  private keys(): string[] {
    const metrics = ['rtt', 'connect', 'cpu-per-gb', 'cpu-per-exchange'];
    if (!this.inLab()) metrics.push('goodput', 'goodput-8', 'rtt-loaded', 'udp-loss-small', 'udp-loss-large');
    const all = this.file.blocks.flatMap(({ samples }) =>
      samples.flatMap((sample) =>
        metrics
          .filter((metric) => (workOf[metric] ?? metric) === sample.work && !sample.failure)
          .map((metric) => `${metric} ${sample.path} ${sample.family} ${sample.policies ?? 0}`),
      ),
    );
    return ([...new Set(all)] as string[]).filter(
      (key) => under(key) && this.ids().some((id) => this.by(id, key).size > 0),
    );
  }

  private rounds(subject: string, key: string): Rounds {
    const [metric, path, family, policies] = key.split(' ') as [string, string, string, string];
    const found: Rounds = new Map();
    for (const block of this.file.blocks) {
      if (block.subject !== subject || block.setAside) continue;
      const values = block.samples
        .filter(
          (one) =>
            !one.failure &&
            one.work === (workOf[metric] ?? metric) &&
            one.path === path &&
            one.family === family &&
            (one.policies ?? 0) === Number(policies),
        )
        .map((one) => this.valueOf(metric, one));
      if (values.length > 0) found.set(block.round, mean(values, isRelative(metric)));
    }
    return found;
  }

  private valueOf(metric: string, { quantilesUs, cpuMs, bytes, count, durationMs, lost }: Sample): number {
    const cpu = cpuMs ? cpuMs.client + cpuMs.server : Number.NaN;
    if (metric === 'cpu-per-gb') return (cpu * 1e6) / bytes!;
    if (metric === 'cpu-per-exchange') return (cpu / count) * 1000;
    if (metric.startsWith('goodput')) return (bytes! * 8) / durationMs! / 1e6;
    if (metric.startsWith('udp-loss')) return (lost! / count) * 100;
    return quantilesUs![/^(rtt|connect)$/.test(metric) && this.inLab() ? 20 : 100]!;
  }

  /** By its baseline, where it has one; ratios as logarithms. */
  private by(subject: string, key: string): Rounds {
    const own = this.scaled(subject, key);
    const base = under(key);
    return base ? joined(own, this.scaled(subject, base)) : own;
  }

  private scaled(subject: string, key: string): Rounds {
    const own = this.rounds(subject, key);
    return isRelative(metricOf(key))
      ? new Map([...own].map(([round, value]) => [round, Math.log(value)]))
      : own;
  }

  private difference(key: string, a: string, b: string): Numbers | undefined {
    return unscaled(key, a === b ? this.by(a, key) : joined(this.by(a, key), this.by(b, key)));
  }

  private control(key: string, a: string, b: string): Numbers | undefined {
    const repeat = this.file.subjects.find((one) => one.repeats);
    if (repeat?.repeats !== undefined) {
      const both = [repeat.id, repeat.repeats];
      return both.includes(a) && both.includes(b)
        ? undefined
        : this.difference(key, repeat.id, repeat.repeats);
    }
    let root = key;
    for (let base = under(root); base; base = under(root)) root = base;
    return unscaled(key, joined(this.scaled(a, root), this.scaled(b, root)));
  }
}

const metricOf = (key: string) => key.split(' ')[0]!;

/** What a figure is held against. */
function under(key: string): string | undefined {
  const [metric, path, family, policies] = key.split(' ');
  const base: Record<string, string> = {
    'pod-to-pod': 'node-to-node',
    'pod-to-node': 'node-to-node',
    'pod-to-service': 'pod-to-pod',
    'pod-to-pod/same-node': 'node-to-node/same-node',
  };
  if (policies !== '0') return [metric, path, family, 0].join(' ');
  return base[path!] && [metric, base[path!], family, 0].join(' ');
}

function joined(one: Rounds, other: Rounds): Rounds {
  return new Map(
    [...one]
      .filter(([round]) => other.has(round))
      .map(([round, value]) => [round, value - other.get(round)!]),
  );
}

function unscaled(key: string, rounds: Rounds): Numbers | undefined {
  const found = estimate(rounds);
  return isRelative(metricOf(key)) ? found?.map((value) => Math.exp(value) - 1) : found;
}

const inPercent = (key: string, numbers: Numbers | undefined) =>
  numbers?.map((value) => (isRelative(metricOf(key)) ? 100 * value : value));

const turned = ([value, low, high]: Numbers) => (low === undefined ? [-value!] : [-value!, -high!, -low]);

function mean(values: readonly number[], geometric: boolean): number {
  const sum = values.reduce((all, value) => all + (geometric ? Math.log(value) : value), 0) / values.length;
  return geometric ? Math.exp(sum) : sum;
}

const middle = (values: readonly number[]) => {
  const inOrder = [...values].sort((a, b) => a - b);
  const half = inOrder.length / 2;
  return inOrder.length % 2 === 1 ? inOrder[Math.floor(half)]! : (inOrder[half - 1]! + inOrder[half]!) / 2;
};

/** The median, and from 6 values on the order statistics that hold it in 95 of 100 cases: every outcome of n coins counted. */
function estimate(rounds: Rounds): Numbers | undefined {
  const values = [...rounds.values()].sort((a, b) => a - b);
  const n = values.length;
  if (n === 0) return undefined;
  const choose = (k: number): number => (k === 0 ? 1 : (choose(k - 1) * (n - k + 1)) / k);
  let low = 0;
  for (let below = choose(0); below / 2 ** n <= 0.025 && low < n / 2; below += choose(low)) low += 1;
  return low === 0 ? [middle(values)] : [middle(values), values[low - 1]!, values[n - low]!];
}
