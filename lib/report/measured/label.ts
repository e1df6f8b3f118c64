/** What measurements are of, before any number: where they are from, and what they must not be taken for. */
import { groupBy, named } from '../../base/lists';
import { bulkEngine, type Figures, isLab, type Measurements, ownEngine } from '../../measure';
import { counted } from '../style';

/** Above all numbers of labs. */
export const labLabel = 'Path cost in one kernel; not the CNI’s throughput.';

/** What every reader has to know before the first number, in sentences. */
export function labels({ subjects }: Measurements): string[] {
  const label = subjects.some(({ target }) => isLab(target)) ? [labLabel] : [];
  const standIns = groupBy(
    subjects.filter(({ standIn, repeats }) => standIn !== undefined && repeats === undefined),
    ({ standIn }) => standIn!,
  );
  return [
    ...label,
    ...[...standIns].map(([standIn, of]) => `${named(of.map(({ id }) => id))}: ${ended(standIn)}`),
  ];
}

/** How it was measured: `9 labs in turns, 12 blocks each, 4.6 minutes from 2026-11-26 10:45`. */
export function measuredHow({ measurements }: Figures): string {
  const { subjects, order, blocks, durationMs, startedAt, engine } = measurements;
  const what = subjects.every(({ target }) => isLab(target)) ? 'lab' : 'cluster';
  const rounds = order.length || new Set(blocks.map(({ round }) => round)).size;
  return [
    `${counted(subjects.length, what)}${subjects.length > 1 ? ' in turns' : ''}`,
    `${counted(rounds, 'block')}${subjects.length > 1 ? ' each' : ''}`,
    `${timeText(durationMs)} from ${startedAt.slice(0, 16).replace('T', ' ')}`,
    ...(engine === ownEngine ? [] : [`bulk by ${engine}`]),
  ].join(', ');
}

/** What no comparison of these files can say; empty of one alone. */
export function betweenFiles(files: readonly Measurements[]): string[] {
  if (files.length < 2) return [];
  const engines = [...new Set(files.flatMap((file) => bulkEngine(file) ?? []))];
  const unlike = `Bulk was measured by different programs (${engines.join(', ')}), whose own work is in processor time and goodput: even side by side these say nothing of one another.`;
  return [notInTurns, ...(engines.length > 1 ? [unlike] : [])];
}

const notInTurns =
  'Subjects of different files were not measured in turns: they are side by side in the tables, and there is no verdict between them.';

function timeText(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${(ms / 60_000).toFixed(1)} minutes`;
}

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
