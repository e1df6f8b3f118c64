import { type Command, Option } from 'commander';
import { enterLab } from '../../lab/lab';
import { UsageError } from '../exit-codes';
import { Progress } from '../io/progress';
import type { Streams } from '../io/streams';
import { testKubernetes } from '../kubernetes-test';
import { addKubernetesOptions, type KubernetesFlags } from '../options/kubernetes-options';
import { labName } from '../options/lab-options';
import { addReportOptions, type ReportFlags, report, sampleOf } from '../options/report-options';
import { testLab } from '../run-lab';
import type { Finish } from '../testbed-program';

type TestFlags = ReportFlags &
  KubernetesFlags & { readonly target: 'local' | 'kubernetes'; readonly name: string };

export function testCommand(program: Command, streams: Streams, finish: Finish): void {
  const command = program
    .command('test')
    .description('test every pair in a lab that is up, or on a Kubernetes cluster')
    .addOption(
      new Option('--target <name>', 'local: a lab that is up; kubernetes: any cluster that kubectl reaches')
        .choices(['local', 'kubernetes'])
        .default('local'),
    )
    .option('--name <name>', 'name of the lab', 'testbed');
  addKubernetesOptions(addReportOptions(command))
    .addHelpText(
      'after',
      '\nExamples:\n  testbed test\n  testbed test --sample 100 --json r.json\n  testbed test --target kubernetes --context kind-testbed --cni flannel --mode vxlan\n  testbed test --target kubernetes --dry-run --nodes 5 --out manifests',
    )
    .action(async (flags: TestFlags) => {
      if (flags.target === 'kubernetes') return finish(await testKubernetes(flags, streams));
      refuseClusterFlags(flags, command);
      finish(await testStandingLab(flags, streams));
    });
}

async function testStandingLab(flags: TestFlags, streams: Streams): Promise<number> {
  const sample = sampleOf(flags);
  const startedAt = new Date();
  const lab = enterLab(labName(flags.name));
  const progress = new Progress(streams, flags.quiet ?? false);
  try {
    return await report(await testLab(lab, { sample }, startedAt, progress), flags, streams);
  } finally {
    progress.end();
    lab.leave();
  }
}

/** @throws UsageError where a flag would have no effect */
function refuseClusterFlags(flags: TestFlags, command: Command): void {
  const ofLabs = new Set(['target', 'name', 'sample', 'json', 'junit', 'html', 'markdown', 'quiet', 'base']);
  const given = Object.keys(flags).find((key) => !ofLabs.has(key));
  if (!given) return;
  const flag = command.options.find((option) => option.attributeName() === given)?.long ?? given;
  throw new UsageError(`${flag} is for clusters: add --target kubernetes`);
}
