import { type Command, Option } from 'commander';
import { failureText } from '../../check';
import type { Protocol } from '../../datapath';
import type { Family } from '../../net';
import { explanation, traceTable } from '../../report';
import { type Exchange, explainPacket, smallestPacket, type Traced, tracePacket } from '../../run';
import { exitCode, UsageError } from '../exit-codes';
import type { Finish } from '../finish';
import { type Streams, styleOf } from '../io/streams';
import { addFaultOptions, faultChoice, type OneFaultFlags } from '../options/fault-options';
import { specFrom } from '../options/spec-from-flags';
import { addSpecOptions, type SpecFlags } from '../options/spec-options';
import { wholeNumberOption } from '../options/whole-number';

interface ExplainFlags extends SpecFlags, OneFaultFlags {
  readonly protocol: Protocol;
  readonly family: Family;
  readonly bytes?: number;
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

/** Room for the headers of IPv4 and UDP, and the most that IPv4 can carry, in bytes. */
const packetBytes = { least: 28, most: 65_535 } as const;

/** `testbed explain` */
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
    .addOption(
      wholeNumberOption(
        '--bytes <count>',
        `size of the IP packet, headers included (default: ${smallestPacket})`,
        packetBytes,
      ),
    )
    .addHelpText('after', examples)
    .action(async (from: string, to: string, flags: ExplainFlags, command: Command) => {
      const { family, protocol, bytes } = flags;
      if (flags.trace) refuseFlagsOfTheLab(command);
      const follow = flags.trace ? traced : explained;
      finish(await follow({ from, to, family, protocol, bytes }, flags, streams));
    });
}

type Follow = (exchange: Exchange, flags: ExplainFlags, streams: Streams) => number | Promise<number>;

const explained: Follow = (exchange, flags, { stdout }) => {
  const { prediction, from, to } = explainPacket(specFrom(flags), exchange, faultChoice(flags));
  stdout.write(`${explanation(prediction, from.id, to.id, styleOf(stdout))}\n`);
  return prediction.reachable ? exitCode.ok : exitCode.checkFailed;
};

const traced: Follow = async (exchange, flags, { stdout }) => {
  const style = styleOf(stdout);
  const trace = await tracePacket(flags.name, exchange);
  const { prediction, captures, from, to, reachable } = trace;
  const words = explanation(prediction, from.id, to.id, style);
  const outcome = reachable ? style.good('✓ answered') : style.bad(`✗ ${failure(trace)}`);
  stdout.write(
    `${words}\n\n${traceTable(prediction, captures, style)}\n\nReally sent by ${flags.protocol.toUpperCase()}: ${outcome}\n`,
  );
  return reachable ? exitCode.ok : exitCode.checkFailed;
};

/** An answer of another endpoint is none. */
function failure({ to, observed: { answeredBy, failure: met } }: Traced): string {
  if (answeredBy !== undefined) return `${answeredBy} answered in place of ${to.id}`;
  return met ? failureText(met) : 'no answer';
}

/** Flags that --trace goes by; everything else is as the lab that is up has it. */
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
