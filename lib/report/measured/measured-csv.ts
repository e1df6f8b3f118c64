import {
  agentFigures,
  comparedFigures,
  type Difference,
  type Estimate,
  type Figure,
  type FigureOptions,
  Figures,
  isBulk,
  type Measurements,
  ownEngine,
  pairsOf,
} from '../../measure';

/** Every figure as a table: comma-separated values (RFC 4180), with a line of names first. */
export function measuredCsv(measurements: readonly Measurements[], options: FigureOptions): string {
  const lines = measurements.flatMap((one) => {
    const figures = new Figures(one, options);
    return [...figureLines(figures), ...differenceLines(figures), ...agentLines(one)];
  });
  return [columns, ...lines.map((line) => columns.map((column) => line[column]))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}

const columns = [
  'kind',
  'measured_at',
  'engine',
  'subject',
  'against',
  'target',
  'cni',
  'mode',
  'metric',
  'path',
  'family',
  'policies',
  'unit',
  'blocks',
  'value',
  'value_low',
  'value_high',
  'host',
  'host_low',
  'host_high',
  'ratio',
  'ratio_low',
  'ratio_high',
  'added',
  'added_low',
  'added_high',
  'difference',
  'difference_low',
  'difference_high',
  'verdict',
  'margin',
  'would_show',
  'preview',
  'not_measurable',
  'agent',
  'while',
  'nodes',
  'cores',
  'memory_bytes',
] as const;

type Line = Readonly<Partial<Record<(typeof columns)[number], string | number | boolean>>>;

/** A line for each subject and figure. */
function figureLines(figures: Figures): Line[] {
  return figures.all.flatMap((figure) =>
    figures.measurements.subjects.flatMap(({ id, target, cni }): Line[] => {
      const reason = figures.unmeasurable(figure);
      const standing = figures.standing(id, figure);
      if (!standing) return [];
      const head = {
        ...headOf(figures, figure, 'figure'),
        subject: id,
        target,
        cni: cni.name,
        mode: cni.mode,
      };
      if (reason) return [{ ...head, not_measurable: reason }];
      const { value, baseline, ratio, added } = standing;
      const over = figures.overBaseline(id, figure);
      return [
        {
          ...head,
          blocks: value.blocks,
          ...triple('value', value),
          ...triple('host', baseline),
          ...triple('ratio', ratio),
          ...triple('added', added),
          ...(over ? verdictOf(over) : {}),
        },
      ];
    }),
  );
}

/** A line for every two subjects that were measured in turns. */
function differenceLines(figures: Figures): Line[] {
  return comparedFigures(figures).flatMap((figure) =>
    pairsOf(figures).flatMap(([a, b]): Line[] => {
      const one = figures.between(a, b, figure);
      if (!one) return [];
      const head = { ...headOf(figures, figure, 'difference'), subject: a, against: b };
      return [{ ...head, blocks: one.difference.blocks, ...verdictOf(one) }];
    }),
  );
}

/** A line for each agent and what was going on meanwhile. */
function agentLines(measurements: Measurements): Line[] {
  return agentFigures(measurements).map(({ subject, agent, when, nodes, cores, memoryBytes }) => ({
    ...{ kind: 'agent', measured_at: measurements.startedAt, subject },
    ...{ agent, while: when, nodes, cores, memory_bytes: memoryBytes },
  }));
}

function headOf({ measurements }: Figures, { metric, path, family, policies }: Figure, kind: string): Line {
  const { startedAt } = measurements;
  const engine = isBulk(metric.work) ? measurements.engine : ownEngine;
  return {
    kind,
    measured_at: startedAt,
    engine,
    metric: metric.id,
    path,
    family,
    policies,
    unit: metric.unit,
  };
}

/** The verdict, with the difference as a part of 1, or in the metric's unit where values may be 0. */
function verdictOf({ difference, verdict, margin, preview }: Difference): Line {
  return {
    ...triple('difference', difference),
    verdict: verdict.code,
    margin,
    ...(verdict.code === 'none-shown' ? { would_show: verdict.wouldShow } : {}),
    preview,
  };
}

function triple(name: 'value' | 'host' | 'ratio' | 'added' | 'difference', estimate?: Estimate): Line {
  if (!estimate) return {};
  const [low, high] = estimate.interval ?? [];
  return { [name]: estimate.value, [`${name}_low`]: low, [`${name}_high`]: high };
}

/** Digits that a number has: more than any measurement is worth. */
const digits = 6;

/** A text that begins like a formula is one to spreadsheets, and could do more than stand there. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string')
    return typeof value === 'number' ? `${Number(value.toPrecision(digits))}` : `${value}`;
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
