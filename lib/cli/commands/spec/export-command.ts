import { type Command, Option } from 'commander';
import { oneLine } from '../../../base/plain-text';
import { shellWords } from '../../../base/shell-words';
import { writeFiles } from '../../../base/write-files';
import type { ExportOption } from '../../../export';
import { planWarnings } from '../../../plan';
import { type Exported, type ExportTool, exportTools } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';
import { flagName } from '../../options/flag-name';
import { specRequest } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { warn } from '../../options/spec-warnings';

type ExportFlags = SpecFlags & { readonly out: string };

/** Placeholders that are named: of a fabric's own, and of a few nodes. */
const mostNames = 12;

/** `testbed export` */
export function exportCommand(program: Command, streams: Streams, finish: Finish): void {
  const parent = program
    .command('export')
    .description(
      `write the plan as its builders take it: ${exportTools.map(({ title }) => title).join(', ')}`,
    )
    .addHelpText(
      'after',
      `\nExamples:\n${exportTools.map(({ name }) => `  testbed export ${name} --nodes 3`).join('\n')}`,
    );
  for (const tool of exportTools)
    toolCommand(parent, tool).action((flags: ExportFlags, command: Command) => {
      const exported = tool.prepare(specRequest(flags), givenTo(tool, command));
      const written = writeFiles(flags.out, Object.entries(exported.files));
      streams.stdout.write(`${written.map(oneLine).join('\n')}\n${whatFollows(exported, flags.out)}`);
      warn(planWarnings(exported.spec), flags, streams);
      finish(exitCode.ok);
    });
}

function toolCommand(parent: Command, { name, aliases, about, options }: ExportTool): Command {
  const command = addSpecOptions(parent.command(name).aliases(aliases).description(about))
    .optionsGroup('Where to write it:')
    .addOption(new Option('--out <folder>', 'where to write the files').default(name));
  if (Object.keys(options).length > 0) command.optionsGroup('What no plan knows (default: placeholders):');
  for (const [key, { takes, about: what, otherwise, absent }] of Object.entries(options))
    command.addOption(fabricOption(`${flagName(key)} ${takes}`, what, { otherwise, absent }));
  return command.addHelpText(
    'after',
    `\nExamples:\n  testbed export ${name} --nodes 3\n  testbed export ${name} --cni calico --mode bgp --out ${name}-bgp`,
  );
}

function fabricOption(
  flag: string,
  about: string,
  { otherwise, absent }: Pick<ExportOption, 'otherwise' | 'absent'>,
): Option {
  if (otherwise !== undefined) return new Option(flag, about).default(otherwise, otherwise);
  return new Option(flag, absent === undefined ? about : `${about} (default: ${absent})`);
}

/** What was typed. */
function givenTo({ options }: ExportTool, command: Command): Record<string, string> {
  const typed = Object.keys(options).filter((key) => command.getOptionValueSource(key) === 'cli');
  return Object.fromEntries(typed.map((key) => [key, command.getOptionValue(key)]));
}

/** What is to be filled in, and the commands that follow. */
function whatFollows({ open, next }: Exported, folder: string): string {
  const commands = next(folder).map((words) => oneLine(shellWords(words)));
  return [
    open.length > 0
      ? [`To be filled in: ${open.slice(0, mostNames).join(', ')}${open.length > mostNames ? ', …' : ''}`]
      : [],
    commands,
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => `\n${lines.join('\n')}\n`)
    .join('');
}
