import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { type Style, table, wrapped } from '../../../report';
import { type LabRow, listLabs } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { type Streams, styleOf } from '../../io/streams';

/** `testbed ls` */
export function lsCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('ls')
    .description('list the labs that are up')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  testbed ls\n  testbed ls --json | jq -r .[].name')
    .action(({ json }: { json?: boolean }) => {
      const labs = listLabs();
      if (json) stdout.write(`${JSON.stringify(labs, null, 2)}\n`);
      else if (labs.length === 0) stdout.write('No lab is up.\n');
      else stdout.write(`${labTable(labs, styleOf(stdout))}\n`);
      finish(exitCode.ok);
    });
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
