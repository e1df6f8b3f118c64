import { collect, planWarnings } from '../../../plan';
import { comparisonJson, comparisonTable, counted, measuredText } from '../../../report';
import { type Comparison, comparisonVerdict } from '../../../results';
import { measureModes, requestedSpec, runEveryMode, type SpecRequest } from '../../../run';
import { renderMeasured } from '../../../run/html-pages';
import { exitCode, UsageError } from '../../exit-codes';
import { codeOfMeasured } from '../../io/measured-completeness';
import { type Publication, publish } from '../../io/publish';
import { htmlPage } from '../../io/report-results';
import { RunPages } from '../../io/run-pages';
import { type Streams, styleOf } from '../../io/streams';
import { watched } from '../../io/watched';
import { codeOf, named } from '../../io/write-reports';
import type { LabFlags } from '../../options/lab-flags';
import { specRequest } from '../../options/spec-from-flags';
import { warn } from '../../options/spec-warnings';
import { measuresNothing } from '../../options/target-options';

/** `testbed lab --all` */
export async function labAll(flags: LabFlags, streams: Streams): Promise<number> {
  refuseOneRunFlags(flags);
  const pages = new RunPages(flags.html, streams, flags.quiet === true);
  const { cni, mode, dataPlane, zones, ...rest } = flags;
  const request = specRequest(rest);
  const spec = collect([], () => requestedSpec(request)); // what is wrong with it, the run says
  if (spec) warn(planWarnings(spec), flags, streams);
  const options = {
    ...{ cni, mode, dataPlane, sample: flags.sample },
    zones: zones === undefined ? undefined : Number(zones),
    predictOnly: measuresNothing(flags),
  };
  const tested = await watched(streams, flags, (watcher) => runEveryMode(request, { ...options, watcher }));
  const comparison = flags.measure ? await withMeasurements(tested, request, flags, streams) : tested;
  const troubles = await publish(publicationOf(comparison, flags, pages, streams), streams);
  const { rows, measurements } = comparison;
  const measured = measurements ? codeOfMeasured(measurements, streams) : exitCode.ok;
  if (rows.some(({ outcome }) => outcome === 'fail')) return exitCode.checkFailed;
  return codeOf([...troubles, ...pages.troubles]) || measured;
}

async function withMeasurements(
  tested: Comparison,
  request: SpecRequest,
  flags: LabFlags,
  streams: Streams,
): Promise<Comparison> {
  const { cni, mode, dataPlane, only, engine, blocks } = flags;
  const zones = flags.zones === undefined ? undefined : Number(flags.zones);
  const options = { cni, mode, dataPlane, zones, only, engine, blocks };
  const measurements = await watched(streams, flags, (watcher) =>
    measureModes(request, { ...options, watcher }),
  );
  return { ...tested, measurements };
}

function publicationOf(
  comparison: Comparison,
  { json, html, quiet, margin }: LabFlags,
  pages: RunPages,
  { stdout }: Streams,
): Publication {
  const { measurements } = comparison;
  const style = styleOf(stdout);
  const make = () =>
    [
      comparisonTable(comparison, style),
      ...(measurements ? [measuredText(measurements, { margin }, style)] : []),
    ].join('\n\n');
  return {
    printed: quiet ? undefined : { make, rest: verdictOf(comparison) },
    results: {
      what: 'the results file',
      to: named(json),
      make: () => comparisonJson(comparison),
      name: 'all.json',
      use: (file) => `testbed compare ${file}`,
    },
    reports: [htmlPage(html, () => page(comparison, pages, margin), quiet ? undefined : stdout)],
  };
}

async function page(comparison: Comparison, pages: RunPages, margin: number | undefined): Promise<string> {
  const measurements = comparison.measurements ? [comparison.measurements] : [];
  const links = await pages.write(comparison);
  return renderMeasured({ measurements, modes: [{ comparison, links }] }, { margin });
}

function verdictOf({ rows }: Comparison): string {
  const failed = rows.filter(({ outcome }) => outcome === 'fail');
  const names = failed.map(({ cni, mode, zones }) => `${cni} ${mode} in ${counted(zones, 'zone')}`);
  if (names.length > 0) return `FAIL ${names.join(', ')}`;
  return `${comparisonVerdict(rows) === 'pass' ? 'PASS' : 'INCOMPLETE'} no mode fails that should not`;
}

/** Flags that are about one run. */
const ofOneRun = ['junit', 'markdown', 'name', 'state', 'fault'] as const;

/** @throws UsageError where a flag would have no effect */
function refuseOneRunFlags(flags: LabFlags): void {
  const given = ofOneRun.find((flag) => flags[flag] !== undefined);
  if (given) throw new UsageError(`--${given} is for one run: leave it out, or leave --all out`);
  const measuring = (['only', 'engine', 'blocks', 'margin'] as const).find(
    (flag) => flags[flag] !== undefined,
  );
  if (measuring && !flags.measure)
    throw new UsageError(`--${measuring} is for measuring: add --measure, or leave it out`);
  if (flags.measure && measuresNothing(flags))
    throw new UsageError(
      '--measure: nothing can be measured where no lab is built; leave --predict-only out',
    );
}
