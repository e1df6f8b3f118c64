/** What a comparison of all CNIs says, cell by cell, for whatever shows it. */

import { notMeasured } from '../base/targets';
import {
  asPredicted,
  type Comparison,
  type ComparisonRow,
  type FlowCode,
  flowText,
  type NatOwner,
  type OwnerCode,
  ownerText,
  type Results,
} from '../results';
import { ownersText } from './derived/flow-rows';
import type { Style } from './style';

/** What the table of modes is called. */
export const modesTitle = 'Every CNI in every mode';
/** The same with the file that it was read from. */
export const modesIn = (file?: string) => (file === undefined ? modesTitle : `${modesTitle}, ${file}`);
/** What the table of addresses is called. */
export const sourcesTitle = 'Source address that receivers see';

interface Texts {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The cells of a comparison as text. */
export interface ComparisonTexts {
  /** One row a CNI, mode and topology. */
  readonly modes: Texts;
  /** Whose address receivers see; without rows where no run has one zone. */
  readonly sources: Texts;
  readonly notes: readonly string[];
}

/** Makes the cells of a comparison. */
export function comparisonTexts({ rows, runs }: Comparison, style: Style): ComparisonTexts {
  const isPredicted = rows.some(({ measured, outcome }) => !measured && outcome === 'skip');
  const timed = rows.some(({ buildMs }) => buildMs !== undefined);
  return {
    modes: {
      head: timed ? [...modeHead, ...timeHead] : modeHead,
      rows: rows.map((row) => modeTexts(row, timed, style)),
    },
    sources: sourceTexts(runs, style),
    notes: [...notesOf(rows), ...(isPredicted ? ['(numbers) are predicted by the walk, not measured'] : [])],
  };
}

const modeHead = ['CNI', 'MODE', 'ZONES', 'VERDICT', 'CHECKS', 'PATH MTU', 'HOPS', 'ON THE WIRE'];
/** Where some lab was built. */
const timeHead = ['BUILT IN', 'CONVERGED IN'];

function modeTexts(row: ComparisonRow, timed: boolean, style: Style): string[] {
  const more = row.outcome === 'refused' ? [] : [...numbers(row, style), ...(timed ? times(row) : [])];
  return [row.cni, row.mode, `${row.zones}`, verdict(row, style), ...more];
}

/** Each reason once, behind the modes that it is of. */
function notesOf(rows: readonly ComparisonRow[]): string[] {
  const modes = new Map<string, Set<string>>();
  for (const row of rows) {
    const mode = `${row.cni} ${row.mode}`;
    const reason = row.outcome === 'as-meant' ? expected : row.reason;
    if (reason) modes.set(reason, (modes.get(reason) ?? new Set()).add(mode));
  }
  return [...modes].map(([reason, of]) => `${[...of].join(', ')}: ${reason}`);
}

const expected = 'expected to fail, and not counted: it shows what is missing where there is no CNI';

/** Flows in which some CNI shows the receiver another address than the sender's own. */
const translatedFlows: readonly FlowCode[] = [
  'pod-to-node/same-node',
  'pod-to-node/other-node',
  'node-to-pod/same-node',
  'node-to-pod/other-node',
  'egress',
];

/** Whose address receivers see, a row a mode: as measured, else in brackets as predicted. */
function sourceTexts(runs: readonly Results[], style: Style): Texts {
  const single = runs.filter(({ plan }) => plan.zones.length === 1);
  const rows = single.map(({ cni, nat, target }) => [
    cni.name,
    cni.mode,
    ...translatedFlows.map((flow) =>
      sources(
        nat.filter((row) => row.flow === flow),
        target !== notMeasured,
        style,
      ),
    ),
  ]);
  return { head: ['CNI', 'MODE', ...translatedFlows.map((flow) => flowText(flow).toUpperCase())], rows };
}

/** One text where the families agree, else both. */
function sources(rows: Results['nat'], measured: boolean, style: Style): string {
  const texts = rows.map(
    ({ predicted, observed, unpredicted }) =>
      (measured ? observed : predicted).map(shortened).join(', ') ||
      (!measured && unpredicted ? 'not predicted' : ownersText([])),
  );
  const text = [...new Set(texts)].join(' / ') || '–';
  if (measured && !rows.every(asPredicted)) return style.bad(text);
  return measured ? text : style.dim(`(${text})`);
}

/** In a column under the flow, few words do. */
const short: Readonly<Partial<Record<OwnerCode, string>>> = {
  pod: 'own',
  'own-node': 'own',
  node: 'node',
  'node-bridge': 'bridge',
  'node-router': 'router',
  'node-tunnel': 'tunnel device',
};

const shortened = (owner: NatOwner) =>
  (typeof owner === 'string' ? short[owner] : undefined) ?? ownerText(owner);

function numbers(row: ComparisonRow, style: Style): string[] {
  const { checks, pathMtu, hops, wireOverhead, measured } = row;
  const mark = (text: string) => (measured ? text : style.dim(`(${text})`));
  const total = checks.pass + checks.fail + checks.skip;
  return [
    mark(`${checks.pass} of ${total}${checks.skip > 0 ? `, ${checks.skip} skipped` : ''}`),
    mark(perFamily(pathMtu)),
    mark(`${hops ?? '–'}`),
    mark(perFamily(wireOverhead ?? {}, '+')),
  ];
}

const times = ({ buildMs, convergeMs }: ComparisonRow) => [milliseconds(buildMs), milliseconds(convergeMs)];

function verdict({ outcome, checks, measured }: ComparisonRow, style: Style): string {
  if (outcome === 'skip') return style.warn('skip');
  if (outcome === 'refused') return style.dim('refused');
  if (outcome === 'as-meant') return style.warn(`${checks.fail} fail, as expected`);
  if (outcome === 'fail')
    return style.bad(checks.fail > 0 ? `${checks.fail} FAIL` : `${checks.mispredicted} mispredicted`);
  return measured ? style.good('pass') : style.dim('predicted');
}

/** One number where the families agree, else both. */
export function perFamily({ ipv4, ipv6 }: Partial<Record<'ipv4' | 'ipv6', number>>, sign = ''): string {
  const text = (value: number | undefined) =>
    value === undefined ? '–' : value === 0 ? '0' : `${sign}${value}`;
  return ipv6 === undefined || ipv6 === ipv4 ? text(ipv4) : `${text(ipv4)} / ${text(ipv6)}`;
}

const milliseconds = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)} ms`);
