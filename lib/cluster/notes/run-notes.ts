/** What a run is to be read with: how much was tried, what chance did, and what the probing took. */
import { largest } from '../../base/lists';
import type { CheckResult } from '../../check';
import { guarantee } from '../../prober/questions/extent';
import type { ProbeSettings } from '../../prober/questions/settings';
import type { Answers } from '../job-report';

/** Half a sentence each, without a full stop. */
export function runNotes(
  settings: ProbeSettings,
  checks: readonly CheckResult[],
  answers: Answers,
): readonly string[] {
  return [...extentNotes(settings), ...chanceNotes(checks), costNote(answers)];
}

function extentNotes({ nodes, extent }: ProbeSettings): string[] {
  return extent.pairs === 'all' ? [] : [`Not every pair was tried: ${guarantee(nodes.length, extent)}`];
}

/** One lost answer decides nothing of what stands on plain packets; it is said all the same. */
function chanceNotes(checks: readonly CheckResult[]): string[] {
  const lost = checks.filter(
    ({ verdict, observed, required }) =>
      verdict === 'pass' && observed?.again && required.reachable !== false,
  );
  if (lost.length === 0) return [];
  const kinds = [...new Set(lost.map(({ id }) => id))].join(', ');
  return [`Got no answer at first and passed each time when tried again: ${lost.length} (${kinds})`];
}

/** What the probing took of a node: the most of any Job, as a node never runs two. */
function costNote({ reports }: Answers): string {
  const most = (of: (end: (typeof reports)[number]['end']) => number) =>
    Math.max(0, largest(reports.map(({ end }) => of(end))));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const memory = Math.ceil(most(({ maxRssBytes }) => maxRssBytes) / 2 ** 20);
  return `Probing took at most ${seconds(most(({ cpuMs }) => cpuMs))} of processor time and ${memory} MiB of memory on a node, in Jobs of ${seconds(most(({ durationMs }) => durationMs))} at the longest`;
}
