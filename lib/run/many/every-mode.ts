import { MissingFeatureError } from '../../base/target-error';
import { refuseTooLarge } from '../../lab/machine/lab-size';
import { SpecError } from '../../plan';
import {
  type Comparison,
  type ComparisonRow,
  comparisonRow,
  comparisonSchema,
  type Results,
  skippedRow,
} from '../../results';
import { plannedTestbed, type Testbed, testbed } from '../../testbed';
import { buildWatched } from '../lab/build-lab';
import type { Extent } from '../lab/extent';
import { passingLabName } from '../lab/lab-name';
import { predictLab } from '../lab/predict-lab';
import { testLab } from '../lab/test-lab';
import { requestedSpec, type SpecRequest } from '../spec/spec-request';
import { silent, type Watcher } from '../watcher';
import { type ModeChoice, type ModeSelection, modeChoices } from './mode-choices';

/** What a run over all modes takes besides the spec. */
export interface EveryModeOptions extends ModeSelection, Extent {
  /** Whether to measure nothing and to walk the packets over the computed state. @default false */
  readonly predictOnly?: boolean;
  /** @default silent */
  readonly watcher?: Watcher;
}

/** A row, and the results that it is from: none where the spec was refused. */
interface ModeRun {
  readonly row: ComparisonRow;
  readonly results?: Results;
}

/**
 * Runs every CNI in every mode, one after the other, each in a lab of its own. A mode that cannot have the spec, or that
 * this machine cannot build, becomes a row that says why.
 * @throws SpecError where the spec suits no mode; TargetError where no lab can be built here
 */
export async function runEveryMode(
  request: SpecRequest,
  options: EveryModeOptions = {},
): Promise<Comparison> {
  const startedAt = new Date().toISOString();
  const done: ModeRun[] = [];
  for (const choice of modeChoices(request, options)) done.push(await runMode(choice, options));
  const rows = done.map(({ row }) => row);
  return { schema: comparisonSchema, startedAt, rows, runs: done.flatMap(({ results }) => results ?? []) };
}

async function runMode(choice: ModeChoice, options: EveryModeOptions): Promise<ModeRun> {
  try {
    const spec = requestedSpec(choice.request);
    if (!options.predictOnly) refuseTooLarge(plannedTestbed(spec));
    const wanted = testbed(spec);
    return options.predictOnly ? predicted(wanted, options) : await measured(wanted, options);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return { row: refusedRow(choice, error) };
  }
}

function refusedRow({ cni, mode, zones }: ModeChoice, { problems }: SpecError): ComparisonRow {
  return {
    ...{ cni, mode, zones },
    outcome: 'refused',
    why: 'refused',
    reason: problems.map(({ rule }) => rule).join('; '),
    measured: false,
    checks: { pass: 0, fail: 0, skip: 0, mispredicted: 0 },
    pathMtu: {},
  };
}

function predicted(wanted: Testbed, extent: Extent): ModeRun {
  const results = predictLab(wanted, extent);
  return { row: comparisonRow(wanted, results), results };
}

async function measured(wanted: Testbed, options: EveryModeOptions): Promise<ModeRun> {
  const { watcher = silent } = options;
  watcher.stage(`${wanted.cni.name} ${wanted.choice.mode.name}`, 1);
  try {
    const lab = await buildWatched(passingLabName('all'), wanted, watcher);
    try {
      const results = await testLab(lab, options, watcher);
      return { row: comparisonRow(lab.testbed, results), results };
    } finally {
      await lab.end();
    }
  } catch (error) {
    if (!(error instanceof MissingFeatureError)) throw error;
    const results = predictLab(wanted, options);
    return { row: skippedRow(wanted, results, error.lack), results };
  }
}
