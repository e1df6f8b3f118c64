import type { Command } from 'commander';
import { Option } from 'commander';
import { type Endpoint, Network, Predictor } from '../datapath';
import type { Family } from '../net';
import { explanation } from '../report';
import { exitCode, UsageError } from './exit-codes';
import { traceInLab } from './explain-trace';
import { addFaultOptions, type OneFaultFlags, testbedWith } from './fault-options';
import { labName } from './lab-options';
import { noSuchPlace } from './places';
import { quoted } from './quoted';
import { addSpecOptions, type SpecFlags, specFrom } from './spec-options';
import { type Streams, styleOf } from './streams';
import type { Finish } from './testbed-program';

interface ExplainFlags extends SpecFlags, OneFaultFlags {
  readonly protocol: 'tcp' | 'udp';
  readonly bytes: string;
  readonly family: Family;
  readonly trace?: boolean;
  readonly name: string;
}

export function explainCommand(program: Command, { stdout }: Streams, finish: Finish): void {
  addFaultOptions(
    addSpecOptions(
      program
        .command('explain')
        .description('follow a packet through the computed state, hop by hop, in words'),
    ),
  )
    .optionsGroup('The packet:')
    .argument('<from>', 'pod:worker-1/0, node:worker-1')
    .argument('<to>', 'likewise')
    .addOption(new Option('--protocol <name>', 'tcp or udp').choices(['tcp', 'udp']).default('tcp'))
    .addOption(new Option('--family <name>', 'ipv4 or ipv6').choices(['ipv4', 'ipv6']).default('ipv4'))
    .option('--trace', 'also send it in a lab that is up, and capture it on every hop')
    .option('--name <name>', 'the lab for --trace', 'testbed')
    .option('--bytes <count>', 'size of the IP packet, headers included', '60')
    .addHelpText(
      'after',
      '\nExamples:\n  testbed explain pod:worker-1/0 pod:worker-2/1\n  testbed explain pod:worker-1/0 pod:worker-2/1 --bytes 1500 --protocol udp\n  testbed explain --cni none pod:control-plane-1/0 pod:worker-1/0\n  testbed explain --fault route-missing pod:control-plane-1/0 pod:worker-2/0\n  testbed up && testbed explain --trace pod:worker-1/0 pod:worker-2/1',
    )
    .action(async (from: string, to: string, flags: ExplainFlags) => {
      if (flags.trace) {
        const style = styleOf(stdout);
        const { text, reachable } = await traceInLab(
          labName(flags.name),
          { ...flags, from, to },
          ends,
          style,
        );
        stdout.write(`${text}\n`);
        return finish(reachable ? exitCode.ok : exitCode.checkFailed);
      }
      const { datapath, plan } = testbedWith(specFrom(flags), flags);
      if (!plan.families.includes(flags.family))
        throw new UsageError(`--family ${flags.family}: the plan has no IPv6; add --ip-family dual`);
      const [sender, receiver] = ends(datapath.endpoints, from, to);
      const prediction = new Predictor(new Network(datapath)).predict(
        sender,
        receiver,
        flags.family,
        flags.protocol,
        bytesOf(flags.bytes),
      );
      stdout.write(`${explanation(prediction, sender.id, receiver.id, styleOf(stdout))}\n`);
      finish(prediction.reachable ? exitCode.ok : exitCode.checkFailed);
    });
}

/** @throws UsageError that names the argument that is wrong */
function ends(endpoints: readonly Endpoint[], from: string, to: string): [Endpoint, Endpoint] {
  const named = (argument: string, where: string) => {
    const found = endpoints.find(({ id }) => [where, `node:${where}`, `pod:${where}`].includes(id));
    if (found) return found;
    throw noSuchPlace(
      argument,
      where,
      endpoints.map(({ id }) => id),
    );
  };
  return [named('FROM', from), named('TO', to)];
}

function bytesOf(text: string): number {
  const bytes = Number(text);
  if (!/^\d{1,5}$/.test(text) || bytes < 28 || bytes > 65_535)
    throw new UsageError(`--bytes ${quoted(text)}: it must be a whole number from 28 to 65535`);
  return bytes;
}
