/** What use cases refuse, by code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSpec, SpecError } from '../../lib/plan';
import {
  compareFiles,
  explainPacket,
  judgeObservations,
  planFor,
  RunError,
  type RunProblem,
  raiseLab,
  runEveryMode,
  runFaults,
  runLab,
  testStandingLab,
  tracePacket,
} from '../../lib/run';
import { goldenText } from '../report/golden';

const spec = parseSpec({});
const predictOnly = true;
const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

async function problemOf(act: () => unknown): Promise<RunProblem> {
  try {
    await act();
  } catch (error) {
    if (error instanceof RunError) return error.problem;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a run is refused with a code', () => {
  const packet = { from: 'worker-1', to: 'worker-2' };

  test.each<[Partial<RunProblem>, () => unknown]>([
    [{ code: 'lab-name', name: '../x' }, () => runLab(spec, { name: '../x' })],
    [{ code: 'lab-name', name: '' }, () => raiseLab(spec, { name: '' })],
    [{ code: 'lab-name', name: 'A' }, () => testStandingLab('A')],
    [
      { code: 'unknown-fault', fault: 'nosuch' },
      () => runLab(spec, { predictOnly, fault: { name: 'nosuch' } }),
    ],
    [
      { code: 'unknown-target', target: 'kubernetes', known: ['local', 'aws', 'machines'] },
      () => planFor({ input: {} }, 'kubernetes'),
    ],
    [{ code: 'unknown-fault', fault: 'nosuch' }, () => runFaults({ input: {} }, { only: ['nosuch'] })],
    [
      { code: 'nothing-to-break', fault: 'tunnel-number-mismatch', cni: 'flannel', mode: 'host-gw' },
      () =>
        runLab(parseSpec({ mode: 'host-gw' }), {
          predictOnly,
          fault: { name: 'tunnel-number-mismatch', seed: 4 },
        }),
    ],
    [
      { code: 'fails-anyway', cni: 'none', mode: 'bridge' },
      () => runFaults({ input: { cni: 'none' } }, { predictOnly }),
    ],
    [
      { code: 'no-such-family', family: 'ipv6', of: 'plan' },
      () => explainPacket(spec, { ...packet, family: 'ipv6' }),
    ],
    [
      { code: 'unknown-place', role: 'to', place: 'nowhere' },
      () => explainPacket(spec, { ...packet, to: 'nowhere' }),
    ],
    [{ code: 'size-of-tcp' }, () => tracePacket('testbed', { ...packet, bytes: 100 })],
    [{ code: 'mode-without-cni', mode: 'vxlan' }, () => judgeObservations({}, { mode: 'vxlan' })],
    [{ code: 'unreadable-file', file: '/nonexistent' }, () => compareFiles(['/nonexistent'])],
    [{ code: 'not-results' }, () => compareFiles([file('x.json', '{}')])],
    [{ code: 'too-few-runs', runs: 0 }, () => compareFiles([])],
    [{ code: 'random-fault' }, () => runLab(spec, { predictOnly, fault: { name: 'packet-loss' } })],
    [
      { code: 'not-a-whole-number', what: 'sample', value: -1 },
      () => runLab(spec, { predictOnly, sample: -1 }),
    ],
    [
      { code: 'not-a-whole-number', what: 'seed', value: 1.5 },
      () => runLab(spec, { predictOnly, fault: { name: 'route-missing', seed: 1.5 } }),
    ],
    [
      { code: 'not-a-whole-number', what: 'seed' },
      () => runFaults({ input: {} }, { predictOnly, seed: Number.NaN }),
    ],
    [
      { code: 'not-a-whole-number', what: 'bytes', value: -4 },
      () => explainPacket(spec, { ...packet, bytes: -4 }),
    ],
    [{ code: 'too-few-runs', runs: 1 }, () => compareFiles([file('r.json', goldenText('route-missing'))])],
  ])('%j', async (problem, act) => expect(await problemOf(act)).toMatchObject(problem));

  test('and with a sentence that names no flag', async () => {
    const error = await runLab(spec, { predictOnly, fault: { name: 'nosuch' } }).catch((reason) => reason);
    expect(error.message).toMatch(/^there is no fault "nosuch"; the faults are [a-z]/);
  });
});

describe('a spec that suits nothing is refused with all of its problems', () => {
  const wrong = [
    {
      code: 'cli/node-count',
      field: 'workers',
      value: 'x',
      rule: 'it must be a number',
      remedy: 'Write one',
    },
  ] as const;
  const fieldsOf = (error: unknown) =>
    error instanceof SpecError ? error.problems.map(({ field }) => field) : error;

  test.each<[string, () => Promise<unknown>, string[]]>([
    [
      'every mode',
      () => runEveryMode({ input: { podCidr: '10.96.0.0/16' }, wrong }, { predictOnly, mode: 'nosuch' }),
      ['mode', 'workers', 'podCidr'],
    ],
    ['zones', () => runEveryMode({ input: {} }, { predictOnly, zones: 27 }), ['zones']],
    ['faults', () => runFaults({ input: { cni: 'nosuch' }, wrong }, { predictOnly }), ['workers', 'cni']],
  ])('in a run over %s', async (_, act, fields) =>
    expect(fieldsOf(await act().catch((error) => error))).toEqual(fields),
  );
});
