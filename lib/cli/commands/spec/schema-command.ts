import type { Command } from 'commander';
import { specJsonSchema } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';

/** `testbed schema` */
export function schemaCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  program
    .command('schema')
    .description('print the JSON Schema of a spec, by which editors complete and check one')
    .addHelpText(
      'after',
      '\nA spec names it by a field $schema, or in YAML by a first line\n  # yaml-language-server: $schema=testbed.schema.json\n\nExamples:\n  testbed schema > testbed.schema.json\n  testbed schema | jq .properties.workers',
    )
    .action(() => {
      stdout.write(`${JSON.stringify(specJsonSchema(), null, 2)}\n`);
      finish(exitCode.ok);
    });
}
