import type { Command } from 'commander';
import { examine } from '../local/doctor';
import { styleFor } from '../report';
import { exitCode } from './exit-codes';
import { type Streams, wantsColours } from './streams';
import type { Finish } from './testbed-program';

export function doctorCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('doctor')
    .description('see what this machine can do, and what is missing for the rest')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const style = styleFor(wantsColours(stdout));
      const findings = await examine();
      if (json) stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
      else
        for (const { what, present, enables, remedy } of findings) {
          stdout.write(
            `${present ? style.good('✓') : style.warn('–')} ${what}\n    ${style.dim(`enables ${enables}`)}\n`,
          );
          if (remedy) stdout.write(`    ${style.warn('missing')}: ${remedy}\n`);
        }
      finish(findings[0]!.present ? exitCode.ok : exitCode.target);
    });
}
