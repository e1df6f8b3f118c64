import { type Style, table } from '../../../report';
import type { ComparisonRow } from '../../../results';
import type { Testbed } from '../../../testbed';
import type { Step } from '../step';
import { namedBy, scenario, titleOf } from './parts';

/** What differs between the ways from node to node. */
export const everyMode: Step = {
  name: 'modes',
  spec: scenario('cluster'),
  facts(planned) {
    const { link, less, least } = sizes(planned);
    return { mode: titleOf(planned), link: `${link}`, less: `${less}`, least: `${least}` };
  },
  async run(bench, planned) {
    const comparison = await bench.everyMode(planned.spec);
    const { cni, choice } = planned;
    const row = comparison.rows.find((one) => one.cni === cni.name && one.mode === choice.mode.name);
    const tried = comparison.rows.filter(({ outcome }) => outcome !== 'skip');
    const { link, less, least } = sizes(planned);
    return {
      right: namedBy(row?.pathMtu.ipv4, { full: link, less, least }),
      values: {
        ...{ mode: titleOf(planned), overhead: `${choice.mode.overhead.ipv4}` },
        passing: `${tried.filter(({ outcome }) => outcome === 'pass').length}`,
        tried: `${tried.length}`,
      },
      show: (style) => [modesText(comparison.rows, style)],
    };
  },
};

/** Sizes to choose from, in bytes. */
function sizes({ plan, choice }: Testbed) {
  const { underlayMtu: link } = plan;
  const less = link - (choice.mode.overhead.ipv4 ?? 0);
  return { link, less, least: less - 50 };
}

/** What differs between the modes, in so few columns that the narrowest terminal has room for them. */
function modesText(rows: readonly ComparisonRow[], style: Style): string {
  const predicted = rows.some(({ measured }) => !measured);
  const cells = rows.map((row) => [row.cni, row.mode, verdict(row, style), bracketed(row)]);
  const note = '(numbers) are predicted by the walk, not measured';
  return [
    table(['CNI', 'MODE', 'ALL PAIRS', 'BYTES'].map(style.dim), cells, { width: style.width }),
    ...(predicted ? [`  ${style.dim(note)}`] : []),
  ].join('\n');
}

function verdict({ outcome, measured }: ComparisonRow, style: Style): string {
  if (outcome === 'skip') return style.warn('not here');
  if (outcome !== 'pass') return style.bad('✗ fail');
  return measured ? style.good('✓ pass') : '(pass)';
}

/** The largest packet between pods of two nodes. */
function bracketed({ pathMtu, measured }: ComparisonRow): string {
  const bytes = pathMtu.ipv4 ?? '–';
  return measured ? `${bytes}` : `(${bytes})`;
}
