import { measurementsFile } from '../../../lib/measure';
import { joinedVisits, type VisitedRun } from '../../../lib/run/measure/joined-visits';
import { block, measured, subject, timed } from '../../measure/made';

const visit = (id: string, rounds: readonly number[], note = 'a note') => ({
  ...measured(
    [subject(id, { conditions: { kernel: `of round ${rounds[0]}` } })],
    rounds.map((round) => block(round, id, [timed('pod-to-pod', 50)])),
  ),
  notes: [note],
});
const swap = (to: string) => ({ to, startedAt: '2026-11-26T10:00:00Z', durationMs: 5000, clean: ['a'] });
const run: VisitedRun = { startedAt: new Date(), swaps: [], guards: [], anyway: false, notes: [] };

describe('visits to clusters on the same machines', () => {
  const joined = joinedVisits([visit('A', [0, 1]), visit('B', [0, 1]), visit('B', [2]), visit('A', [2])], {
    ...run,
    swaps: [swap('B'), swap('A')],
    notes: ['another'],
  });

  test('are one file, in which each subject is as it was on its first visit', () => {
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(joined))).error).toBeUndefined();
    expect(joined.subjects.map(({ id, conditions }) => [id, conditions.kernel])).toEqual([
      ['A', 'of round 0'],
      ['B', 'of round 0'],
    ]);
    expect(joined.notes).toEqual(['a note', 'another']);
  });

  test('have their blocks in the order of time, and say who was first in each round', () => {
    expect(joined.blocks.map((one) => `${one.subject}${one.round}`).join(' ')).toBe('A0 A1 B0 B1 B2 A2');
    expect(joined.order).toEqual([
      ['A', 'B'],
      ['A', 'B'],
      ['B', 'A'],
    ]);
  });

  test('that were cut off have the swaps of those alone that were measured', () => {
    const { subjects, swaps } = joinedVisits([visit('A', [0])], { ...run, swaps: [swap('A'), swap('B')] });
    expect([subjects.map(({ id }) => id), swaps?.map(({ to }) => to)]).toEqual([['A'], ['A']]);
  });

  test('that starved are marked once a subject, by all of its blocks', () => {
    const starved = (round: number) =>
      block(round, 'A', [timed('pod-to-pod', 50, { waiting: 0.2 })], {
        setAside: { code: 'starved', share: 0.2 },
      });
    const parts = [0, 1].map((round) => measured([subject('A')], [starved(round)]));
    expect(joinedVisits(parts, run).guards).toEqual([
      { code: 'starved', subject: 'A', blocks: 2, share: 0.2 },
    ]);
  });
});
