/** Every figure that follows from a measurements file. Nothing else computes any, so that all who show them agree. */
import type { Measurements } from '../file/schema';
import type { Unmeasurable } from '../metrics';
import { BlockValues, joined, type TimedValue } from './block-values';
import { type ControlKind, controlOf, onScale } from './control';
import { type Estimate, estimateOf, mapped, previewBelow } from './estimate';
import { baselineOf, type Figure, figuresIn, isLab } from './figure';
import { isLineRate } from './line-rate';
import type { Standing } from './standing';
import { type DifferenceVerdict, liesOutside, verdictOf } from './verdict';

/** What the control of a comparison says. */
export interface Control {
  readonly kind: ControlKind;
  readonly of: readonly [string, string];
  /** How much more the one was than the other: 0.01 is 1 %. */
  readonly difference: Estimate;
  /** Whether it is told apart by more than the margin, so that nothing else can be. */
  readonly fails: boolean;
}

/** How one subject differs from another in one figure. */
export interface Difference {
  readonly a: string;
  readonly b: string;
  readonly figure: Figure;
  /** How much more `a` is than `b`, each by its own baseline: 0.1 is 10 %; of metrics that may be 0, in their unit. */
  readonly difference: Estimate;
  readonly verdict: DifferenceVerdict;
  /** A smaller difference does not matter, or may be the machines'. */
  readonly margin: number;
  readonly control?: Control;
  /** So few blocks that the verdict is a preview. */
  readonly preview: boolean;
}

/** What is asked of figures besides the file. */
export interface FigureOptions {
  /** A relative difference below it is too small to matter. @default the metric's own */
  readonly margin?: number;
}

/** The figures of one file. */
export class Figures {
  /** In the order in which they are shown. */
  readonly all: readonly Figure[];
  private readonly blocks: BlockValues;

  constructor(
    readonly measurements: Measurements,
    private readonly options: FigureOptions = {},
  ) {
    this.blocks = new BlockValues(measurements);
    this.all = figuresIn(measurements);
  }

  /** Why a figure says nothing here; undefined where it says something. */
  unmeasurable({ metric }: Figure): Unmeasurable | undefined {
    const inLab = this.measurements.subjects.some(({ target }) => isLab(target));
    return inLab ? metric.notInLab : undefined;
  }

  /** By round, in the metric's unit. */
  byRound(subject: string, figure: Figure): ReadonlyMap<number, number> {
    return this.blocks.of(subject, figure);
  }

  /** Block by block in order of time, those that were set aside too, in the metric's unit. */
  timeline(subject: string, figure: Figure): readonly TimedValue[] {
    return this.blocks.timeline(subject, figure);
  }

  /** Undefined where the subject has no value of it. */
  standing(subject: string, figure: Figure): Standing | undefined {
    const own = this.blocks.of(subject, figure);
    const value = estimateOf([...own.values()]);
    if (value === undefined) return undefined;
    const under = baselineOf(figure);
    const base = under && this.blocks.of(subject, under);
    const baseline = base && estimateOf([...base.values()]);
    if (!baseline) return { subject, value };
    const ratios = joined(own, base, (one, other) => Math.log(one / other));
    const ratio = figure.metric.relative ? estimateOf([...ratios.values()]) : undefined;
    const added = estimateOf([...joined(own, base, (one, other) => one - other).values()]);
    return {
      ...{ subject, value, baseline },
      ...(ratio ? { ratio: mapped(ratio, Math.exp) } : {}),
      ...(added ? { added } : {}),
    };
  }

  /** How `a` differs from `b`; undefined where they have no round in common. */
  between(a: string, b: string, figure: Figure): Difference | undefined {
    const values = joined(this.relative(a, figure), this.relative(b, figure), (one, other) => one - other);
    return this.judged(a, b, figure, values);
  }

  /** How a subject's figure differs from its baseline; undefined where it has none. */
  overBaseline(subject: string, figure: Figure): Difference | undefined {
    return baselineOf(figure) && this.judged(subject, subject, figure, this.relative(subject, figure));
  }

  private judged(
    a: string,
    b: string,
    figure: Figure,
    values: ReadonlyMap<number, number>,
  ): Difference | undefined {
    const raw = estimateOf([...values.values()]);
    if (raw === undefined) return undefined;
    const difference = this.asDifference(raw, figure);
    const least = this.options.margin ?? figure.metric.margin;
    const control = this.control(figure, a, b, least);
    const margin = Math.max(least, Math.abs(control?.difference.value ?? 0));
    const verdict: DifferenceVerdict = control?.fails
      ? { code: 'withdrawn' }
      : isLineRate(this, figure, a, b)
        ? { code: 'line-rate' }
        : verdictOf(difference, margin);
    const preview = difference.blocks < previewBelow;
    return { a, b, figure, difference, verdict, margin, ...(control ? { control } : {}), preview };
  }

  private control(figure: Figure, a: string, b: string, margin: number): Control | undefined {
    const found = controlOf(this.measurements, this.blocks, figure, a, b, (subject, one) =>
      this.relative(subject, one),
    );
    const raw = found && estimateOf([...found.values.values()]);
    if (!found || !raw) return undefined;
    const difference = this.asDifference(raw, figure);
    return { kind: found.kind, of: found.of, difference, fails: liesOutside(difference, margin) };
  }

  /** By round: what the figure is by its baseline, where it has one; ratios as logarithms. */
  private relative(subject: string, figure: Figure): ReadonlyMap<number, number> {
    const own = onScale(this.blocks.of(subject, figure), figure);
    const under = baselineOf(figure);
    if (!under) return own;
    return joined(own, onScale(this.blocks.of(subject, under), figure), (one, other) => one - other);
  }

  private asDifference(raw: Estimate, { metric }: Figure): Estimate {
    return metric.relative ? mapped(raw, Math.expm1) : raw;
  }
}
