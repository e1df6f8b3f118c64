import { MissingFeatureError } from '../base/target-error';
import { cnis } from '../cni';
import { refuseTooLarge } from '../lab/machine/lab-size';
import { collect, type Problem, refuse, SpecError } from '../plan';
import { comparisonJson, comparisonTable, counted } from '../report';
import type { Results } from '../results';
import { type Comparison, type ComparisonRow, comparisonRow, comparisonSchema, skippedRow } from '../results';
import { plannedTestbed, type Testbed, testbed } from '../testbed';
import { exitCode, UsageError } from './exit-codes';
import { buildInterruptibly } from './interruptible-lab';
import { Progress } from './io/progress';
import { type Publication, publish } from './io/publish';
import { renderComparison } from './io/render-html';
import { type Streams, styleOf } from './io/streams';
import { codeOf, named } from './io/write-reports';
import { htmlPage, type ReportFlags, sampleOf } from './options/report-options';
import { type SpecFlags, specFrom } from './options/spec-options';
import { predictOnly, testLab } from './run-lab';

/** Runs every CNI in every mode, one after the other. */
export async function runAll(
  spec: SpecFlags,
  flags: ReportFlags & { readonly target: string },
  streams: Streams,
): Promise<number> {
  refuseOneRunFlags(flags);
  const startedAt = new Date().toISOString();
  const rows: ComparisonRow[] = [];
  const runs: Results[] = [];
  const chosen = choices(spec);
  refuseWhatSuitsNone(chosen);
  for (const choice of chosen) {
    const { row, results } = await runOne(choice, flags, streams);
    rows.push(row);
    if (results) runs.push(results);
  }
  const comparison: Comparison = { schema: comparisonSchema, startedAt, rows, runs };
  const troubles = await publish(publicationOf(comparison, flags, streams), streams);
  return rows.some(({ outcome }) => outcome === 'fail') ? exitCode.checkFailed : codeOf(troubles);
}

function publicationOf(
  comparison: Comparison,
  { json, html, quiet }: ReportFlags,
  { stdout }: Streams,
): Publication {
  const failed = comparison.rows.filter(({ outcome }) => outcome === 'fail');
  const names = failed.map(({ cni, mode, zones }) => `${cni} ${mode} in ${counted(zones, 'zone')}`);
  return {
    printed: quiet
      ? undefined
      : {
          make: () => comparisonTable(comparison, styleOf(stdout)),
          rest: names.length > 0 ? `FAIL ${names.join(', ')}` : 'PASS none fails that should not',
        },
    results: {
      what: 'the results file',
      to: named(json),
      make: () => comparisonJson(comparison),
      name: 'all.json',
      use: (file) => `testbed compare ${file}`,
    },
    reports: [htmlPage(html, () => renderComparison(comparison), quiet ? undefined : stdout)],
  };
}

/** Flags that are about one run. */
const ofOneRun = ['junit', 'markdown', 'name', 'fault'] as const;

/** @throws UsageError where a flag would have no effect */
function refuseOneRunFlags(flags: Partial<Record<(typeof ofOneRun)[number], unknown>>): void {
  const given = ofOneRun.find((flag) => flags[flag] !== undefined);
  if (given) throw new UsageError(`--${given} is for one run: leave it out, or leave --all out`);
}

/**
 * Each mode in one zone and in two, in both families where the user does not say otherwise.
 * @throws SpecError where there is none such
 */
function choices(spec: SpecFlags): SpecFlags[] {
  const zones = spec.zones === undefined ? ['1', '2'] : [spec.zones];
  const isWanted = (wanted: string | undefined, name: string) => wanted === undefined || wanted === name;
  const modes = cnis
    .filter(({ name }) => isWanted(spec.cni, name))
    .flatMap((cni) => cni.modes.map((mode) => ({ cni: cni.name, mode: mode.name })))
    .filter(({ mode }) => isWanted(spec.mode, mode));
  if (modes.length === 0) refuse(nothingWanted(spec));
  return modes.flatMap((choice) =>
    zones.map((count) => ({ ipFamily: 'dual', ...spec, ...choice, zones: count })),
  );
}

/** That there is no such CNI or mode, with whatever else is wrong with the spec. */
function nothingWanted({ cni, mode, ...rest }: SpecFlags): Problem[] {
  const there = cnis.map(({ name, modes }) => `${name} (${modes.map((one) => one.name).join(', ')})`);
  const problems: Problem[] = [
    {
      code: 'cli/nothing-to-compare',
      field: mode === undefined ? 'cni' : 'mode',
      value: `"${mode ?? cni}"`,
      rule: `there is none to compare${mode !== undefined && cni !== undefined ? ` of ${cni}` : ''}`,
      remedy: `Choose of ${there.join(', ')}`,
    },
  ];
  collect(problems, () => plannedTestbed(specFrom(rest)));
  return problems;
}

/** What one mode cannot have is a row that says so; what none can have is wrong. @throws SpecError */
function refuseWhatSuitsNone(chosen: readonly SpecFlags[]): void {
  const errors = chosen.map(specErrorOf);
  const [first] = errors;
  const wrong = (error?: SpecError) => error?.problems.some(({ field }) => field !== 'zones');
  if (first && errors.every(wrong)) throw first;
}

function specErrorOf(choice: SpecFlags): SpecError | undefined {
  try {
    plannedTestbed(specFrom(choice));
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
}

async function runOne(
  choice: SpecFlags,
  flags: ReportFlags & { readonly target: string },
  streams: Streams,
): Promise<{ row: ComparisonRow; results?: Results }> {
  try {
    const spec = specFrom(choice);
    if (flags.target === 'local') refuseTooLarge(plannedTestbed(spec));
    const wanted = testbed(spec);
    return await measured(wanted, flags, streams);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const { cni, mode, zones } = choice;
    const checks = { pass: 0, fail: 0, skip: 0, mispredicted: 0 };
    return {
      row: {
        cni: cni!,
        mode: mode!,
        zones: Number(zones),
        outcome: 'refused',
        reason: error.problems.map(({ rule }) => rule).join('; '),
        measured: false,
        checks,
        pathMtu: {},
      },
    };
  }
}

async function measured(
  wanted: Testbed,
  flags: ReportFlags & { readonly target: string },
  streams: Streams,
): Promise<{ row: ComparisonRow; results: Results }> {
  const extent = { sample: sampleOf(flags) };
  const predict = () => predictOnly(wanted, extent, new Date());
  if (flags.target === 'predicted') {
    const results = predict();
    return { row: comparisonRow(wanted, results), results };
  }
  const progress = new Progress(streams, flags.quiet ?? false);
  progress.stage(`${wanted.cni.name} ${wanted.choice.mode.name}`, 1);
  try {
    const lab = await buildInterruptibly(`all-${process.pid}`, wanted, progress);
    try {
      const results = await testLab(lab, extent, new Date(), progress);
      return { row: comparisonRow(lab.testbed, results), results };
    } finally {
      await lab.end();
    }
  } catch (error) {
    if (!(error instanceof MissingFeatureError)) throw error;
    const results = predict();
    return { row: skippedRow(wanted, results, error.message), results };
  } finally {
    progress.end();
  }
}
