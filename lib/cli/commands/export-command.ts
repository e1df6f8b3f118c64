import { type Command, Option } from 'commander';
import { oneLine } from '../../base/plain-text';
import { clusterTarget } from '../../base/targets';
import { writeFiles } from '../../base/write-files';
import { planWarnings } from '../../plan';
import type { LaptopExport } from '../../provision/laptop/laptop-export';
import { laptopExports } from '../../run';
import { testbed } from '../../testbed';
import { exitCode } from '../exit-codes';
import type { Finish } from '../finish';
import type { Streams } from '../io/streams';
import { specFrom } from '../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../options/spec-options';
import { warn } from '../options/spec-warnings';

/** `testbed export` */
export function exportCommand(program: Command, streams: Streams, finish: Finish): void {
  const parent = program
    .command('export')
    .description('write what another tool needs to build the planned cluster')
    .addHelpText(
      'after',
      `\nExamples:\n${Object.keys(laptopExports)
        .map((name) => `  testbed export ${name} --nodes 3`)
        .join('\n')}`,
    );
  for (const [name, make] of Object.entries(laptopExports))
    addSpecOptions(
      parent.command(name).description(`config, commands and the CNI's Helm values for a ${name} cluster`),
    )
      .optionsGroup('Where to write it:')
      .addOption(new Option('--out <folder>', 'where to write the files').default(name))
      .addHelpText(
        'after',
        `\nExamples:\n  testbed export ${name} --nodes 3\n  testbed export ${name} --cni calico --mode bgp --out ${name}-bgp`,
      )
      .action((flags: SpecFlags & { readonly out: string }) => {
        const spec = specFrom(flags);
        const { files, ...cluster } = make(testbed(spec));
        const written = writeFiles(flags.out, Object.entries(files));
        streams.stdout.write(`${written.map(oneLine).join('\n')}\n\n${commands(cluster, flags.out)}\n`);
        warn(planWarnings(spec), flags, streams);
        finish(exitCode.ok);
      });
}

/** From an empty laptop to a tested cluster in three commands, and back. */
function commands({ create, context, remove }: Omit<LaptopExport, 'files'>, folder: string): string {
  return [
    create(folder),
    ['bash', `${folder}/install.sh`],
    ['testbed', 'test', '--target', clusterTarget, '--context', context, '--spec', `${folder}/testbed.yaml`],
    [],
    remove,
  ]
    .map((words) => oneLine(words.join(' ')))
    .join('\n');
}
