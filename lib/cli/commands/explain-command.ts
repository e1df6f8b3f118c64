import type { Command } from 'commander';
import { failureText } from '../../check';
import { explanation, traceTable } from '../../report';
import { type Exchange, explainPacket, type Traced, tracePacket } from '../../run';
import { exitCode } from '../exit-codes';
import type { Finish } from '../finish';
import { type Streams, styleOf } from '../io/streams';
import { addFaultOptions, faultChoice } from '../options/fault-options';
import { addPacketOptions, type ExplainFlags, refuseFlagsOfTheLab } from '../options/packet-options';
import { specFrom } from '../options/spec-from-flags';
import { addSpecOptions } from '../options/spec-options';

const examples = `
Examples:
  testbed explain pod:worker-1/0 pod:worker-2/1
  testbed explain pod:worker-1/0 pod:worker-2/1 --bytes 1500 --protocol udp
  testbed explain --cni none pod:control-plane-1/0 pod:worker-1/0
  testbed explain --fault route-missing pod:control-plane-1/0 pod:worker-2/0
  testbed up && testbed explain --trace pod:worker-1/0 pod:worker-2/1`;

/** `testbed explain` */
export function explainCommand(program: Command, streams: Streams, finish: Finish): void {
  addPacketOptions(
    addFaultOptions(
      addSpecOptions(
        program
          .command('explain')
          .description('follow a packet through the computed state, hop by hop, in words'),
      ),
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
