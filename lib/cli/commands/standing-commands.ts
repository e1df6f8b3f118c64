/** Commands about labs that are up: ls, down, clean. */

import type { Command } from 'commander';
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { takeDown } from '../../lab/lab';
import { cleanAll } from '../../lab/standing/clean';
import { type LabRecord, livingLabs, standingLab } from '../../lab/standing/lab-store';
import { recordedTestbed } from '../../lab/standing/recorded-testbed';
import { podCount } from '../../plan';
import { counted, type Style, table, wrapped } from '../../report';
import { exitCode } from '../exit-codes';
import { type Streams, styleOf } from '../io/streams';
import { labName } from '../options/lab-options';
import type { Finish } from '../testbed-program';

/** One lab in the list. */
interface LabRow {
  readonly name: string;
  readonly cni?: string;
  readonly mode?: string;
  readonly nodes?: number;
  readonly pods?: number;
  readonly state: 'up' | 'building';
  readonly pid: number;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Why the CNI and the counts are not known; absent: they are. */
  readonly problem?: string;
}

export function lsCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('ls')
    .description('list the labs that are up')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  testbed ls\n  testbed ls --json | jq -r .[].name')
    .action(({ json }: { json?: boolean }) => {
      const labs = livingLabs().labs.map(rowOf);
      if (json) stdout.write(`${JSON.stringify(labs, null, 2)}\n`);
      else if (labs.length === 0) stdout.write('No lab is up.\n');
      else stdout.write(`${labTable(labs, styleOf(stdout))}\n`);
      finish(exitCode.ok);
    });
}

function rowOf(record: LabRecord): LabRow {
  const { name, createdAt, holder, builder } = record;
  const state = holder ? 'up' : 'building';
  return { name, ...contents(record), state, pid: (holder ?? builder).pid, createdAt };
}

function contents(record: LabRecord): Partial<LabRow> {
  try {
    const { cni, choice, plan } = recordedTestbed(record);
    const pods = podCount(plan);
    return { cni: cni.name, mode: choice.mode.name, nodes: plan.nodes.length, pods };
  } catch (error) {
    if (error instanceof TargetError) return { problem: `${error.message}. ${error.remedy}.` };
    throw error;
  }
}

function labTable(labs: readonly LabRow[], style: Style): string {
  const head = ['NAME', 'CNI', 'MODE', 'NODES', 'PODS', 'STATE', 'PID', 'SINCE'];
  const rows = labs.map(({ name, cni, mode, nodes, pods, state, pid, createdAt }) =>
    [name, cni, mode, nodes, pods, state, pid, createdAt].map((value) => oneLine(`${value ?? '?'}`)),
  );
  const problems = labs.flatMap(({ problem }) =>
    problem ? [`  ${style.warn('–')} ${oneLine(problem)}`] : [],
  );
  const room = { width: style.width, dispensable: ['SINCE', 'PID', 'PODS'] };
  return wrapped([table(head.map(style.dim), rows, room), ...problems].join('\n'), style.width);
}

export function downCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('down')
    .description('take a lab down')
    .option('--name <name>', 'name of the lab', 'testbed')
    .option('--if-up', 'where there is no such lab, say so and end well')
    .option('-q, --quiet', 'print nothing')
    .addHelpText('after', '\nExamples:\n  testbed down\n  testbed down --name second')
    .action(async ({ name, ifUp, quiet }: { name: string; ifUp?: boolean; quiet?: boolean }) => {
      const gone = ifUp && !livingLabs().labs.some((lab) => lab.name === labName(name));
      if (!gone) await takeDown(standingLab(labName(name)));
      livingLabs();
      const told = gone
        ? `No lab named ${name} is up: there is nothing to take down.`
        : `Lab ${name} is down.`;
      if (!quiet) stdout.write(`${told}\n`);
      finish(exitCode.ok);
    });
}

export function cleanCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('clean')
    .description('take down every lab of this user, and remove whatever a killed one left')
    .addHelpText('after', '\nExamples:\n  testbed clean')
    .action(async () => {
      const { labs, leftovers } = await cleanAll();
      stdout.write(`${counted(labs, 'lab')} taken down, ${counted(leftovers, 'leftover')} removed.\n`);
      finish(exitCode.ok);
    });
}
