/** `testbed test --target kubernetes --leftovers`: what CNIs that do not run have left in a cluster. */
import { defaultNamespace } from '../../../cluster/words';
import { leftoversMarkdown, leftoversText } from '../../../report';
import type { LeftoversReport } from '../../../results';
import { leftoversInCaptures, leftoversInCluster, renderLeftovers } from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import { publish } from '../../io/publish';
import { htmlPage } from '../../io/report-results';
import { type Streams, styleOf } from '../../io/streams';
import { interruptNote, watched } from '../../io/watched';
import { codeOf, markdownDestinations, named } from '../../io/write-reports';
import { clusterFactsFrom, type KubernetesFlags, runOptionsFrom } from '../../options/kubernetes-options';
import type { ReportFlags } from '../../options/report-options';

type Flags = KubernetesFlags & ReportFlags;

/** Returns the exit code. @throws UsageError, SpecError, RunError, TargetError */
export async function leftoversOnCluster(flags: Flags, streams: Streams): Promise<number> {
  refuseProbes(flags);
  return publishLeftovers(await looked(flags, streams), flags, streams);
}

async function looked(flags: Flags, streams: Streams): Promise<LeftoversReport> {
  const { state, cni, quiet } = flags;
  if (state !== undefined) {
    if (cni === undefined)
      throw new UsageError(
        '--leftovers with --state: captures do not say which CNI runs; add --cni NAME, or --cni none where none does',
      );
    return leftoversInCaptures(state, cni);
  }
  const { sample: _sample, egress: _egress, capture: _capture, ...run } = runOptionsFrom(flags);
  const options = { ...run, facts: clusterFactsFrom(flags) };
  const { namespace = defaultNamespace } = options;
  return watched(streams, { quiet, interruptNote: interruptNote(namespace) }, (watcher) =>
    leftoversInCluster({ ...options, watcher }),
  );
}

/** Flags of a run whose probes are not started here, by what they are typed as. */
const ofProbes = {
  sample: '--sample',
  egress: '--egress',
  image: '--image',
  startTimeout: '--start-timeout',
  capture: '--capture',
  observations: '--observations',
  dryRun: '--dry-run',
  nodes: '--nodes',
  out: '--out',
  junit: '--junit',
} as const;

/** @throws UsageError that names a flag that would have no effect */
function refuseProbes(flags: Flags): void {
  const given = (Object.keys(ofProbes) as (keyof typeof ofProbes)[]).find((key) => flags[key] !== undefined);
  if (given)
    throw new UsageError(
      `${ofProbes[given]} with --leftovers: the nodes are read, no probe runs and no check is made; leave one out`,
    );
}

async function publishLeftovers(report: LeftoversReport, flags: Flags, streams: Streams): Promise<number> {
  const { json, markdown, html, quiet } = flags;
  const troubles = await publish(
    {
      printed: quiet
        ? undefined
        : { make: () => leftoversText(report, styleOf(streams.stdout)), rest: report.verdict },
      reports: [
        { what: 'the leftovers', to: named(json), make: () => `${JSON.stringify(report, null, 2)}\n` },
        {
          what: 'the Markdown report',
          to: markdownDestinations(markdown),
          make: () => leftoversMarkdown(report),
        },
        htmlPage(html, () => renderLeftovers(report), quiet ? undefined : streams.stdout),
      ],
    },
    streams,
  );
  if (report.verdict === 'left') return exitCode.checkFailed;
  return codeOf(troubles) || (report.verdict === 'nothing' ? exitCode.ok : exitCode.target);
}
