import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { type Style, wrapped } from '../../../report';
import { examineMachine, type Finding } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { type Streams, styleOf } from '../../io/streams';

/** `testbed doctor` */
export function doctorCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('doctor')
    .description('see what this machine can do, and what is missing for the rest')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  testbed doctor\n  testbed doctor --json')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examineMachine();
      const style = styleOf(stdout);
      const text = json
        ? JSON.stringify(findings, null, 2)
        : wrapped(findings.map((one) => inWords(one, style)).join('\n'), style.width);
      stdout.write(`${text}\n`);
      const able = findings.every(({ present, required }) => present || !required);
      finish(able ? exitCode.ok : exitCode.target);
    });
}

function inWords({ what, present, version, enables, remedy }: Finding, style: Style): string {
  return [
    `${present ? style.good('✓') : style.warn('–')} ${what}${version ? `: ${oneLine(version)}` : ''}`,
    `    ${style.dim(`enables ${enables}`)}`,
    ...(remedy ? [`    ${style.warn('missing')}: ${remedy}`] : []),
  ].join('\n');
}
