import { collect, planWarnings } from '../../plan';
import { comparisonJson, comparisonTable, counted } from '../../report';
import { type Comparison, comparisonVerdict } from '../../results';
import { requestedSpec, runEveryMode } from '../../run';
import { renderComparison } from '../../run/html-pages';
import { exitCode, UsageError } from '../exit-codes';
import { type Publication, publish } from '../io/publish';
import { htmlPage } from '../io/report-results';
import { type Streams, styleOf } from '../io/streams';
import { watched } from '../io/watched';
import { codeOf, named } from '../io/write-reports';
import type { LabFlags } from '../options/lab-flags';
import type { ReportFlags } from '../options/report-options';
import { specRequest } from '../options/spec-from-flags';
import { warn } from '../options/spec-warnings';
import { measuresNothing } from '../options/target-options';

/** `testbed lab --all` */
export async function labAll(flags: LabFlags, streams: Streams): Promise<number> {
  refuseOneRunFlags(flags);
  const { cni, mode, dataPlane, zones, ...rest } = flags;
  const request = specRequest(rest);
  const spec = collect([], () => requestedSpec(request)); // what is wrong with it, the run says
  if (spec) warn(planWarnings(spec), flags, streams);
  const options = {
    ...{ cni, mode, dataPlane, sample: flags.sample },
    zones: zones === undefined ? undefined : Number(zones),
    predictOnly: measuresNothing(flags),
  };
  const comparison = await watched(streams, flags, (watcher) =>
    runEveryMode(request, { ...options, watcher }),
  );
  const troubles = await publish(publicationOf(comparison, flags, streams), streams);
  return comparison.rows.some(({ outcome }) => outcome === 'fail') ? exitCode.checkFailed : codeOf(troubles);
}

function publicationOf(
  comparison: Comparison,
  { json, html, quiet }: ReportFlags,
  { stdout }: Streams,
): Publication {
  const make = () => comparisonTable(comparison, styleOf(stdout));
  return {
    printed: quiet ? undefined : { make, rest: verdictOf(comparison) },
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
}
