import type { Command } from 'commander';
import { Option } from 'commander';
import { type Endpoint, Network, Predictor } from '../../datapath';
import { type Family, nodeId, podId } from '../../net';
import { explanation } from '../../report';
import { exitCode, UsageError } from '../exit-codes';
import { traceInLab } from '../explain-trace';
import { noSuchPlace } from '../io/places';
import { quoted } from '../io/quoted';
import { type Streams, styleOf } from '../io/streams';
import { addFaultOptions, type OneFaultFlags, testbedWith } from '../options/fault-options';
import { labName } from '../options/lab-options';
import { addSpecOptions, type SpecFlags, specFrom } from '../options/spec-options';
import type { Finish } from '../testbed-program';

interface ExplainFlags extends SpecFlags, OneFaultFlags {
  readonly protocol: 'tcp' | 'udp';
  readonly bytes?: string;
  readonly family: Family;
  readonly trace?: boolean;
  readonly name: string;
}

const examples = `
Examples:
  testbed explain pod:worker-1/0 pod:worker-2/1
  testbed explain pod:worker-1/0 pod:worker-2/1 --bytes 1500 --protocol udp
  testbed explain --cni none pod:control-plane-1/0 pod:worker-1/0
  testbed explain --fault route-missing pod:control-plane-1/0 pod:worker-2/0
  testbed up && testbed explain --trace pod:worker-1/0 pod:worker-2/1`;

export function explainCommand(program: Command, streams: Streams, finish: Finish): void {
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
    .option('--bytes <count>', `size of the IP packet, headers included (default: ${smallest})`)
    .addHelpText('after', examples)
    .action(async (from: string, to: string, flags: ExplainFlags, command: Command) => {
      const explain = flags.trace ? traced : predicted;
      finish(await explain(from, to, flags, streams, command));
    });
}

/** Bytes of a packet whose size nobody asked for. */
const smallest = 60;

type Explain = (
  from: string,
  to: string,
  flags: ExplainFlags,
  streams: Streams,
  command: Command,
) => number | Promise<number>;

const predicted: Explain = (from, to, flags, { stdout }) => {
  const { datapath, plan } = testbedWith(specFrom(flags), flags);
  if (!plan.families.includes(flags.family))
    throw new UsageError(`--family ${flags.family}: the plan has no IPv6; add --ip-family dual`);
  const [sender, receiver] = ends(datapath.endpoints, from, to);
  const { family, protocol } = flags;
  const bytes = bytesOf(flags.bytes) ?? smallest;
  const prediction = new Predictor(new Network(datapath)).predict(sender, receiver, family, protocol, bytes);
  stdout.write(`${explanation(prediction, sender.id, receiver.id, styleOf(stdout))}\n`);
  return prediction.reachable ? exitCode.ok : exitCode.checkFailed;
};

const traced: Explain = async (from, to, flags, { stdout }, command) => {
  refuseFlagsOfTheLab(command);
  const bytes = bytesOf(flags.bytes);
  if (bytes !== undefined && flags.protocol === 'tcp')
    throw new UsageError(
      '--bytes with --trace: TCP chooses the sizes of its packets itself; add --protocol udp',
    );
  const { family, protocol } = flags;
  const exchange = { from, to, family, protocol, bytes };
  const { text, reachable } = await traceInLab(labName(flags.name), exchange, ends, styleOf(stdout));
  stdout.write(`${text}\n`);
  return reachable ? exitCode.ok : exitCode.checkFailed;
};

/** Flags that --trace goes by; what the testbed is like, the lab that is up says. */
const ofTheTrace = ['trace', 'name', 'protocol', 'family', 'bytes'];

/** @throws UsageError */
function refuseFlagsOfTheLab(command: Command): void {
  const given = command.options.find(
    (option) =>
      !ofTheTrace.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given)
    throw new UsageError(`${given.long} with --trace: the lab that is up stays what it is; leave it out`);
}

/** @throws UsageError that names the argument that is wrong */
function ends(endpoints: readonly Endpoint[], from: string, to: string): [Endpoint, Endpoint] {
  const named = (argument: string, where: string) => {
    const found = endpoints.find(({ id }) => [where, nodeId(where), podId(where)].includes(id));
    if (found) return found;
    throw noSuchPlace(
      argument,
      where,
      endpoints.map(({ id }) => id),
    );
  };
  return [named('FROM', from), named('TO', to)];
}

function bytesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bytes = Number(text);
  if (!/^\d{1,5}$/.test(text) || bytes < 28 || bytes > 65_535)
    throw new UsageError(`--bytes ${quoted(text)}: it must be a whole number from 28 to 65535`);
  return bytes;
}
