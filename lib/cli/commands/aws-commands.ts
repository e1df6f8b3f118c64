/** Commands about stacks on AWS: status and results. AWS' client is loaded when one of them runs, and not before. */
import type { Command } from 'commander';
import { packageVersion } from '../../base/package-root';
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { cnis } from '../../cni';
import { parseRecordedSpec, problemText, SpecError, type TestbedSpecInput } from '../../plan';
import type { StackAccess, StackStatus, WaitOptions } from '../../provision/aws/client';
import { type Testbed, testbed } from '../../testbed';
import { exitCode, UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';
import type { Streams } from '../io/streams';
import { addReportFiles, type ReportFlags, report } from '../options/report-options';
import type { Finish } from '../testbed-program';

/** A stack's name, for help. */
const example = `aws-${cnis[0]!.name}`;

export function statusCommand(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('status')
    .description('the stage of each node of a stack on AWS, while it boots and after')
    .argument('<stack>', `name of the stack, such as ${example}`)
    .option('--wait', 'wait until all nodes are Ready, and say what each is doing')
    .option('--timeout <seconds>', 'how long to wait (default: 2400); with --wait')
    .addHelpText(
      'after',
      `\nExamples:\n  testbed status ${example}\n  testbed status ${example} --wait --timeout 1200`,
    )
    .action(async (stack: string, { wait, timeout }: { wait?: boolean; timeout?: string }) => {
      const aws = await import('../../provision/aws/client');
      const timeoutMs = timeout === undefined ? undefined : 1000 * seconds(timeout);
      if (timeout !== undefined && !wait)
        throw new UsageError('--timeout: it is for waiting; add --wait, or leave it out');
      const access = await aws.openStack(stack);
      const status = wait ? await awaited(aws, access, timeoutMs, streams) : await aws.stackStatus(access);
      streams.stdout.write(`${aws.statusText(status)}\n`);
      finish(status.state === 'failed' ? exitCode.target : exitCode.ok);
    });
}

/** The status when all nodes are Ready; each change goes to stdout, what keeps it from looking to stderr. */
function awaited(
  aws: typeof import('../../provision/aws/client'),
  access: StackAccess,
  timeoutMs: number | undefined,
  { stdout, stderr }: Streams,
): Promise<StackStatus> {
  const options: WaitOptions = {
    timeoutMs,
    onChange: (node, all) => stdout.write(`${aws.nodeStatusLine(node, aws.nameWidth(all))}\n`),
    onTrouble: ({ message }) => stderr.write(`note: ${oneLine(message)}; it may pass, so the wait goes on\n`),
  };
  return aws.withDeployNote(access, () => aws.waitForStack(access, options));
}

export function resultsCommand(program: Command, streams: Streams, finish: Finish): void {
  addReportFiles(
    program
      .command('results')
      .description('what the connectivity Jobs of a stack on AWS found, judged')
      .argument('<stack>', `name of the stack, such as ${example}`),
  )
    .addHelpText(
      'after',
      `\nExamples:\n  testbed results ${example}\n  testbed results ${example} --json r.json --html r.html`,
    )
    .action(async (stack: string, flags: ReportFlags) => {
      const aws = await import('../../provision/aws/client');
      const { cluster, observations } = await aws.fetchResults(await aws.openStack(stack));
      const { judgeCluster } = await import('../../cluster/judge-cluster');
      const { parseObservations, timesOf } = await import('../../cluster/observations');
      const seen = parseObservations(observations);
      const told = { testbed: deployedTestbed(stack, cluster.spec), name: stack };
      const run = { ...timesOf(seen), tool: `cni-testbed ${packageVersion}`, target: 'aws' as const };
      finish(await report(judgeCluster(seen, told, run), flags, streams));
    });
}

/** @throws TargetError where the spec is of a version that had other fields or rules */
function deployedTestbed(stack: string, spec: TestbedSpecInput): Testbed {
  try {
    return testbed(parseRecordedSpec(spec));
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new TargetError(
      `the spec that ${stack} was deployed with cannot be read: ${problemText(error.problems[0]!).replace(/\.$/, '')}`,
      'Use the version that deployed it, or deploy it again',
    );
  }
}

function seconds(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new UsageError(`--timeout ${quoted(text)}: it must be a whole number of seconds from 1 on`);
  return Number(text);
}
