/** The faults and what became of them, for a terminal. */

import { wrapped } from '../base/wrap';
import type { FaultReport, FaultRow } from '../results';
import { counted, type Style } from './style';
import { table } from './table';

/** How a report of faults came about. */
export interface FaultTableOptions {
  /** Whether labs were broken; else packets were walked over the computed state alone. @default true */
  readonly measured?: boolean;
}

/** A report of faults for a terminal. */
export function faultTable(
  { rows, summary, seed }: FaultReport,
  style: Style,
  { measured = true }: FaultTableOptions = {},
): string {
  const pairs = measured ? 'PAIRS PREDICTED = OBSERVED' : 'PAIRS PREDICTED';
  const { tried, detected, diagnosed, falseCauses, score, predicted, skipped, mended } = summary;
  const byHand = mended === undefined ? [] : ['MENDED'];
  const head = ['FAULT', 'IN', 'DETECTED', 'DIAGNOSED', ...byHand, pairs].map(style.dim);
  const text = [
    style.strong('Faults'),
    table(
      head,
      rows.map((row) => [
        row.name,
        `${row.cni} ${row.mode}`,
        ...cells(row, { measured, mends: mended !== undefined }, style),
      ]),
      { width: style.width, dispensable: ['IN'] },
    ),
    '',
    ...misses(rows, style),
    `  ${counted(tried, 'fault')} tried (seed ${seed})${skipped > 0 ? `, ${skipped} skipped` : ''}: ${detected} detected, ${diagnosed} diagnosed right, ${counted(falseCauses, 'false cause')} (score ${score} of ${tried})${mended === undefined ? '' : `, ${mended} mended by the commands that were printed`}${measured ? `, ${predicted} as predicted` : '; nothing was measured'}`,
    tried === 0
      ? style.warn('Nothing was tried')
      : detected < tried
        ? style.bad('FAIL a fault was missed')
        : diagnosed < tried
          ? style.bad('FAIL a fault was found and not named right')
          : (mended ?? tried) < tried
            ? style.bad('FAIL a fault was named and not mended by the commands that were printed')
            : style.good(
                `PASS every fault${skipped > 0 ? ' that was tried' : ''} was found${mended === undefined ? ' and named' : ', named and mended'}`,
              ),
  ].join('\n');
  return wrapped(text, style.width);
}

function cells(
  { outcome, failed, pairs, diagnosis, reason, byHand }: FaultRow,
  { measured, mends }: { readonly measured: boolean; readonly mends: boolean },
  style: Style,
): string[] {
  if (outcome === 'skip') return [style.warn('skipped'), '', ...(mends ? [''] : []), shortened(reason ?? '')];
  const found = outcome === 'detected' ? style.good('✓') : style.bad('✗ missed');
  const named = diagnosis.right
    ? `${style.good('✓')} ${diagnosis.expected}`
    : `${style.bad('✗')} ${misnamed(diagnosis)}`;
  const alike = !pairs
    ? style.dim('at random')
    : measured
      ? `${pairs.predicted} ${pairs.same ? style.good('=') : style.bad('≠')} ${pairs.observed}`
      : `${pairs.predicted}`;
  const mended = byHand?.mended
    ? `${style.good('✓')} ${counted(byHand.remedies.length, 'command')}`
    : style.bad('✗ no');
  return [`${found} ${counted(failed, 'check')}`, named, ...(mends ? [mended] : []), alike];
}

function misnamed({ first, expected, additional }: FaultRow['diagnosis']): string {
  const said = first === expected ? expected : `${first ?? 'nothing'}, not ${expected}`;
  return additional.length > 0 ? `${said}; also ${additional.join(', ')}` : said;
}

function misses(rows: readonly FaultRow[], style: Style): string[] {
  return rows
    .filter(
      ({ outcome, diagnosis, byHand }) =>
        outcome === 'missed' || (outcome !== 'skip' && (!diagnosis.right || byHand?.mended === false)),
    )
    .map(({ name, what }) => `  ${style.warn(name)}: ${what}`);
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
