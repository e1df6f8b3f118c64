/** Sentences are for people: with nonsense in place of every one of them, programs come to the same conclusions. */
import type { RunComparison } from '../../lib/compare';
import type { FaultReport, Results } from '../../lib/results';
import { describeLab } from '../support/namespaces';

/** The modules that make sentences of checks, drops, causes and flows. */
const texts = [
  '../../lib/datapath/drop-text',
  '../../lib/datapath/unreached-text',
  '../../lib/check/reason-text',
  '../../lib/diagnosis/causes/cause-text',
  '../../lib/diagnosis/scope/scope-text',
  '../../lib/diagnosis/narrow/suspect-text',
  '../../lib/diagnosis/causes/service-text',
  '../../lib/results/nat-text',
];

type Run = typeof import('../../lib/run');

/** The program, once as it is and once with nonsense for its sentences. */
function program(nonsense: boolean) {
  let run!: Run;
  let cli!: typeof import('../cli/run');
  let compare!: typeof import('../../lib/compare');
  jest.isolateModules(() => {
    for (const path of texts)
      if (nonsense) jest.doMock(path, () => nonsenseOf(jest.requireActual(path)));
      else jest.dontMock(path);
    run = require('../../lib/run');
    cli = require('../cli/run');
    compare = require('../../lib/compare');
  });
  return { ...run, cli: cli.run, compareRuns: compare.compareRuns };
}

function nonsenseOf(real: Readonly<Record<string, unknown>>) {
  const word = 'Lorem ipsum: dolor, was sit.';
  const cause = () => ({ cause: word, remedy: word });
  return Object.fromEntries(
    Object.keys(real).map((name) => [name, /^(cause|service)Text$/.test(name) ? cause : () => word]),
  );
}

const plain = program(false);
const garbled = program(true);

/** Results without what differs from run to run, and without their sentences. */
function codesOf({ checks, nat, diagnoses, summary }: Results) {
  return {
    checks: checks.map(({ observed, ...check }) => ({ ...check, reachable: observed?.reachable })),
    nat,
    diagnoses: diagnoses.map(({ cause: _cause, remedy: _remedy, ...codes }) => codes),
    summary,
  };
}

function comparisonOf({ runs, ...rest }: RunComparison) {
  return {
    ...rest,
    runs: runs.map(({ causes, startedAt: _at, ...run }) => ({ ...run, causes: causes.length })),
  };
}

test('the nonsense is really there', () => {
  const spec = garbled.requestedSpec({ input: {} });
  const { diagnoses } = garbled.predictLab(garbled.testbedWith(spec, { name: 'route-missing', seed: 1 }));
  expect(diagnoses[0]).toMatchObject({ code: 'route-missing', cause: expect.stringContaining('Lorem') });
});

test('the catalogue of faults is predicted and diagnosed alike', async () => {
  const named = ({ summary, rows }: FaultReport) => ({ summary, rows });
  const [right, same] = [
    await plain.runFaults({ input: {} }, { everyMode: true, predictOnly: true }),
    await garbled.runFaults({ input: {} }, { everyMode: true, predictOnly: true }),
  ];
  expect(right.summary).toMatchObject({ tried: 62, detected: 62, diagnosed: 62, predicted: 62 });
  expect(named(same)).toEqual(named(right));
});

test('runs, their codes and their comparison are alike', () => {
  const runsOf = ({ requestedSpec, testbedWith, predictLab, compareRuns }: typeof plain) => {
    const fault = { name: 'route-missing', seed: 1 };
    const specs = ['flannel', 'calico', 'cilium'].map((cni) => requestedSpec({ input: { cni } }));
    const runs = [
      ...specs.map((spec) => predictLab(testbedWith(spec))),
      ...specs.slice(0, 1).map((spec) => predictLab(testbedWith(spec, fault))),
    ];
    const filed = runs.map((results, i) => ({ file: `${i}.json`, results }));
    return { runs: runs.map(codesOf), comparison: comparisonOf(compareRuns(filed)) };
  };
  expect(runsOf(garbled)).toEqual(runsOf(plain));
});

test.each([
  ['lab', '--predict-only', '-q'],
  ['lab', '--predict-only', '-q', '--fault', 'mtu-black-hole'],
  ['lab', '--predict-only', '-q', '--scenario', 'conflict'],
  ['lab', '-q', '--nodes', '0'],
  ['explain', 'pod:worker-1/0', 'pod:worker-2/0'],
  ['explain', '--fault', 'route-missing', 'pod:control-plane-1/0', 'pod:worker-2/0'],
])('%s %s %s %s %s ends with the same exit code', async (...argv) => {
  const [right, same] = [await plain.cli(argv), await garbled.cli(argv)];
  expect(same.code).toBe(right.code);
});

describeLab('in labs', () => {
  test('every fault is found and named alike', async () => {
    const { summary } = await garbled.runFaults({ input: {} }, { everyMode: true });
    expect(summary).toMatchObject({ detected: summary.tried, diagnosed: summary.tried });
    expect(summary.tried).toBeGreaterThanOrEqual(27); // the rest needs nft or BIRD
  });
});
