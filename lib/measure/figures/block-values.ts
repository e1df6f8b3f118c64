import type { Sample } from '../file/sample';
import type { Block, Measurements } from '../file/schema';
import { type Figure, isLab } from './figure';

/** What one block says of a figure, set aside or not. */
export interface TimedValue {
  /** In the metric's unit. */
  readonly value: number;
  readonly block: Block;
}

/** What one subject's blocks say of one figure, round by round. */
export class BlockValues {
  private readonly blocks: readonly Block[];
  private readonly counted: readonly Block[];
  private readonly inLab: ReadonlyMap<string, boolean>;

  constructor({ blocks, subjects }: Measurements) {
    this.blocks = [...blocks].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
    this.counted = blocks.filter(({ setAside }) => setAside === undefined);
    this.inLab = new Map(subjects.map(({ id, target }) => [id, isLab(target)]));
  }

  /** By round: the mean of the samples' values, of ratios the geometric one. */
  of(subject: string, figure: Figure): Map<number, number> {
    return this.each(subject, figure, (values) => meanOf(values, figure));
  }

  /** By round: the first sample's value, and the last one's. Rounds with one sample are left out. */
  halves(subject: string, figure: Figure): { first: Map<number, number>; last: Map<number, number> } {
    const several = (pick: (values: readonly number[]) => number | undefined) =>
      this.each(subject, figure, (values) => (values.length > 1 ? pick(values) : undefined));
    return { first: several((values) => values[0]), last: several((values) => values.at(-1)) };
  }

  /** Block by block in order of time, those that were set aside too. */
  timeline(subject: string, figure: Figure): TimedValue[] {
    return this.blocks.flatMap((block) => {
      const values = this.valuesIn(block, subject, figure);
      return values.length === 0 ? [] : [{ value: meanOf(values, figure), block }];
    });
  }

  private each(
    subject: string,
    figure: Figure,
    sum: (values: readonly number[]) => number | undefined,
  ): Map<number, number> {
    return new Map(
      this.counted.flatMap((block) => {
        const values = this.valuesIn(block, subject, figure);
        const value = values.length > 0 ? sum(values) : undefined;
        return value === undefined ? [] : [[block.round, value] as const];
      }),
    );
  }

  private valuesIn(block: Block, subject: string, figure: Figure): number[] {
    if (block.subject !== subject) return [];
    const inLab = this.inLab.get(subject) ?? false;
    return block.samples
      .filter((sample) => isOf(sample, figure))
      .flatMap((sample) => figure.metric.value(sample, inLab) ?? [])
      .filter((value) => !figure.metric.relative || value > 0);
  }
}

/** Whether a sample that did not fail is one of the figure's. */
export function isOf({ path, work, family, policies = 0, failure }: Sample, figure: Figure): boolean {
  return (
    failure === undefined &&
    work === figure.metric.work &&
    path === figure.path &&
    family === figure.family &&
    policies === figure.policies
  );
}

function meanOf(values: readonly number[], { metric }: Figure): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  return metric.relative ? Math.exp(mean(values.map(Math.log))) : mean(values);
}

/** Of the rounds that both have: by round, what `join` makes of the two values. */
export function joined(
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
  join: (a: number, b: number) => number,
): Map<number, number> {
  return new Map(
    [...a].flatMap(([round, value]) => {
      const other = b.get(round);
      return other === undefined ? [] : [[round, join(value, other)] as const];
    }),
  );
}
