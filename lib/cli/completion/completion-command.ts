import { Argument, type Command } from 'commander';
import { oneLine } from '../../base/plain-text';
import { renderFile } from '../../base/render';
import { exitCode } from '../exit-codes';
import type { Finish } from '../finish';
import type { Streams } from '../io/streams';
import { candidates } from './candidates';

const help = `
The script asks the program itself what may follow, so it is right for every version.

Examples:
  source <(testbed completion bash)           # in ~/.bashrc
  source <(testbed completion zsh)            # in ~/.zshrc, after compinit
  testbed completion fish > ~/.config/fish/completions/testbed.fish`;

/** `testbed completion`, and the hidden command that its scripts ask. */
export function completionCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('completion')
    .description('print the script by which a shell completes commands, flags and names')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', help)
    .action((shell: string) => {
      stdout.write(renderFile(`cli/completion/files/complete.${shell}`, { program: program.name() }));
      finish(exitCode.ok);
    });
  program
    .command('__complete', { hidden: true })
    .argument('[words...]', 'what is typed so far; the last word is at the cursor')
    .action((words: string[]) => {
      const { words: found, files } = candidates(program, words);
      const lines = files ? [':files'] : found.map(([word, about]) => `${word}\t${oneLine(about)}`);
      stdout.write(lines.map((line) => `${line}\n`).join(''));
      finish(exitCode.ok);
    });
}
