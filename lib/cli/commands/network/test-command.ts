import type { Command } from 'commander';
import { clusterTarget, type localTarget } from '../../../base/targets';
import { testStandingLab } from '../../../run';
import { UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { KeptState } from '../../io/kept-state';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import { watched } from '../../io/watched';
import { addKubernetesOptions, type KubernetesFlags } from '../../options/kubernetes-options';
import { addReportOptions, type ReportFlags } from '../../options/report-options';
import { addTargetOption } from '../../options/target-options';
import { testOnCluster } from './test-on-cluster';

interface TestFlags extends ReportFlags, KubernetesFlags {
  readonly target: typeof localTarget | typeof clusterTarget;
  readonly name: string;
}

/** `testbed test` */
export function testCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = addTargetOption(
    program.command('test').description('test every pair in a lab that is up, or on a Kubernetes cluster'),
    { local: 'a lab that is up', kubernetes: 'any cluster that kubectl reaches' },
  )
    .option('--name <name>', 'name of the lab', 'testbed')
    .option(
      '--state <path>',
      'in a lab: a file for the captures of what failed; on a cluster: captures of its nodes to read, a file or a folder; with --capture, a file for what is captured',
    );
  addKubernetesOptions(addReportOptions(command))
    .addHelpText(
      'after',
      '\nExamples:\n  testbed test\n  testbed test --sample 100 --json r.json\n  testbed test --target kubernetes --context kind-testbed --cni flannel --mode vxlan\n  testbed test --target kubernetes --dry-run --nodes 5 --out manifests\n  testbed test --target kubernetes --leftovers   # after a CNI was removed or replaced; exit code 3: something is left',
    )
    .action(async (flags: TestFlags) => {
      if (flags.target === clusterTarget) {
        refuseLabName(command);
        return finish(await testOnCluster(flags, streams));
      }
      refuseClusterFlags(flags, command);
      finish(await testInLab(flags, streams));
    });
}

async function testInLab(flags: TestFlags, streams: Streams): Promise<number> {
  const { name, sample, state } = flags;
  const kept = new KeptState(state);
  const results = await watched(streams, flags, (watcher) =>
    testStandingLab(name, { sample, watcher, keepState: kept.take }),
  );
  return report(results, flags, streams, kept.report);
}

/** @throws UsageError where a lab was named, which no cluster is */
function refuseLabName(command: Command): void {
  if (command.getOptionValueSource('name') === 'cli')
    throw new UsageError('--name is for labs: leave it out, or leave --target kubernetes out');
}

/** @throws UsageError where a flag would have no effect */
function refuseClusterFlags(flags: TestFlags, command: Command): void {
  const ofLabs = new Set([
    'target',
    'name',
    'state',
    'sample',
    'json',
    'junit',
    'html',
    'markdown',
    'quiet',
    'base',
  ]);
  const given = Object.keys(flags).find((key) => !ofLabs.has(key));
  if (!given) return;
  const flag = command.options.find((option) => option.attributeName() === given)?.long ?? given;
  throw new UsageError(`${flag} is for clusters: add --target kubernetes`);
}
