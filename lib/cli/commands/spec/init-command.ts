import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf, systemCodeOf } from '../../../base/message-of';
import { shellWords } from '../../../base/shell-words';
import { planWarnings } from '../../../plan';
import { commentedSpec, requestedSpec } from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { standardOutput } from '../../io/output-files';
import { quoted } from '../../io/quoted';
import type { Streams } from '../../io/streams';
import { specRequest } from '../../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../../options/spec-options';
import { warn } from '../../options/spec-warnings';

/** `testbed init` */
export function initCommand(program: Command, streams: Streams, finish: Finish): void {
  addSpecOptions(
    program
      .command('init')
      .description('write a spec file to begin with: every field with its meaning, limits and default')
      .argument('[file]', 'the file to write, in YAML; -: standard output', 'testbed.yaml'),
  )
    .addHelpText(
      'after',
      '\nNo file is written over.\n\nExamples:\n  testbed init\n  testbed init bgp.yaml --cni calico --mode bgp --nodes 5\n  testbed init - --scenario conflict',
    )
    .action((file: string, flags: SpecFlags) => {
      const request = specRequest(flags);
      const text = commentedSpec(request, file === standardOutput ? 'testbed.yaml' : file);
      if (file === standardOutput) streams.stdout.write(text);
      else {
        writeNew(file, text);
        streams.stdout.write(`${quoted(file)} is written. Next: testbed plan --spec ${shellWords([file])}\n`);
      }
      warn(planWarnings(requestedSpec(request)), flags, streams);
      finish(exitCode.ok);
    });
}

/** @throws UsageError where there is something of that name, or nothing can be made there */
function writeNew(file: string, text: string): void {
  if (/\.json$/i.test(file))
    throw new UsageError(`${quoted(file)}: JSON has no comments; name a file that ends in .yaml`);
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const isThere = systemCodeOf(error) === 'EEXIST';
    const why = isThere ? 'there is such a file, and none is written over' : messageOf(error);
    throw new UsageError(`${quoted(file)}: ${why}; name another file`);
  }
}
