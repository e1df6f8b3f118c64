import { Command } from 'commander';
import { packageVersion } from '../base/package-root';
import { cnis } from '../cni';
import { fabricExports } from '../export';
import { lineWidth } from '../report';
import { cleanCommand } from './commands/lab/clean-command';
import { doctorCommand } from './commands/lab/doctor-command';
import { downCommand } from './commands/lab/down-command';
import { execCommand } from './commands/lab/exec-command';
import { faultsCommand } from './commands/lab/faults-command';
import { labCommand } from './commands/lab/lab-command';
import { learnCommand } from './commands/lab/learn-command';
import { lsCommand } from './commands/lab/ls-command';
import { upCommand } from './commands/lab/up-command';
import { machinesCommand } from './commands/machines/machines-command';
import { captureCommand } from './commands/network/capture-command';
import { diffCommand } from './commands/network/diff-command';
import { explainCommand } from './commands/network/explain-command';
import { testCommand } from './commands/network/test-command';
import { chooseCommand } from './commands/runs/choose-command';
import { compareCommand } from './commands/runs/compare-command';
import { measureCommand } from './commands/runs/measure-command';
import { reportCommand } from './commands/runs/report-command';
import { exportCommand } from './commands/spec/export-command';
import { initCommand } from './commands/spec/init-command';
import { planCommand } from './commands/spec/plan-command';
import { schemaCommand } from './commands/spec/schema-command';
import { connectCommand } from './commands/stack/connect-command';
import { rerunCommand } from './commands/stack/rerun-command';
import { resultsCommand } from './commands/stack/results-command';
import { statusCommand } from './commands/stack/status-command';
import { sweepCommand } from './commands/stack/sweep-command';
import { completionCommand } from './completion/completion-command';
import type { Finish } from './finish';
import type { Streams } from './io/streams';

/** All commands by what they are about, in the order in which a newcomer meets them. */
const groups = {
  'Labs on this machine:': [
    labCommand,
    learnCommand,
    upCommand,
    execCommand,
    lsCommand,
    downCommand,
    faultsCommand,
    cleanCommand,
    doctorCommand,
  ],
  'The network of a lab or a cluster:': [testCommand, explainCommand, diffCommand, captureCommand],
  'Specs and plans:': [planCommand, initCommand, schemaCommand, exportCommand],
  'Stacks on a cloud:': [statusCommand, resultsCommand, rerunCommand, connectCommand, sweepCommand],
  'Machines that you have:': [machinesCommand],
  'Numbers, results and choices:': [measureCommand, reportCommand, compareCommand, chooseCommand],
  'This command line:': [completionCommand],
};

/** The whole command line. @param inLines keeps what was typed within the lines of an error */
export function testbedProgram(
  streams: Streams,
  finish: Finish,
  inLines: (error: string) => string,
): Command {
  const program = new Command('testbed')
    .description(
      'A testbed for Kubernetes networking: plans a cluster, builds it, and tests that every packet arrives.',
    )
    .version(packageVersion)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      outputError: (error, write) => write(inLines(error)),
      getOutHelpWidth: () => lineWidth(streams.stdout.columns) ?? 80,
      getErrHelpWidth: () => lineWidth(streams.stderr.columns) ?? 80,
    })
    .showHelpAfterError('(--help lists commands and options)')
    .addHelpText(
      'after',
      `${networks()}\nExit codes:\n  0  all checks pass\n  1  a bug in the tool\n  2  bad spec or usage\n  3  a check failed\n  4  the target could not be built or reached, or not everything could be asked or written\n\nStart with:\n  testbed lab\n  testbed learn`,
    );
  for (const [title, commands] of Object.entries(groups)) {
    program.commandsGroup(title);
    for (const add of commands) add(program, streams, finish);
  }
  program.helpCommand(true); // in the last group
  return program;
}

/** What a cluster's network can be, and what of it runs. */
function networks(): string {
  const plugins = cnis.filter(({ deployment }) => deployment).map(({ name }) => name);
  const fabrics = fabricExports.map(({ name, title }) => `${title} (${name})`);
  return [
    '\nNetworks:',
    `  ${plugins.join(', ')}: run, as kernel state in labs and by their own charts on real clusters`,
    `  ${fabrics.join(', ')}: written for their own installers by testbed export`,
    '',
  ].join('\n');
}
