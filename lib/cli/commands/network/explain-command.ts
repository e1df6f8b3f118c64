import type { Command } from 'commander';
import { failureText } from '../../../check';
import { explanation, traceOutcome, traceTable, wordsText } from '../../../report';
import {
  type Exchange,
  explainCaptured,
  explainInLab,
  explainPacket,
  tracePacket,
  wordsNamed,
} from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import type { Finish } from '../../finish';
import { type Streams, styleOf } from '../../io/streams';
import { addFaultOptions, faultChoice } from '../../options/fault-options';
import { addPacketOptions, type ExplainFlags, refuseFlagsOfTheLab } from '../../options/packet-options';
import { specFrom } from '../../options/spec-from-flags';
import { addSpecOptions } from '../../options/spec-options';

const examples = `
Examples:
  testbed explain pod:worker-1/0 pod:worker-2/1
  testbed explain pod:worker-1/0 pod:worker-2/1 --bytes 1500 --protocol udp
  testbed explain --cni none pod:control-plane-1/0 pod:worker-1/0
  testbed explain --fault route-missing pod:control-plane-1/0 pod:worker-2/0
  testbed up && testbed explain --trace pod:worker-1/0 pod:worker-2/1
  testbed explain --real pod:worker-1/0 pod:worker-2/1          # through the state that the lab really has
  testbed explain --words VXLAN`;

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
    .action(
      async (from: string | undefined, to: string | undefined, flags: ExplainFlags, command: Command) => {
        if (flags.words && from !== undefined)
          throw new UsageError('--words explains words and follows no packet: leave the places out');
        if (flags.words) return finish(explainWords(flags.words, streams));
        if (from === undefined || to === undefined)
          throw new UsageError(
            `${from === undefined ? 'from and to are' : 'to is'} missing: name both ends of a packet`,
          );
        const { family, protocol, bytes } = flags;
        if (flags.trace && flags.real) throw new UsageError('--trace with --real: take one after the other');
        if (flags.trace) refuseFlagsOfTheLab(command, '--trace');
        if (flags.real) refuseFlagsOfTheLab(command, '--real');
        const follow = flags.trace ? traced : flags.real || flags.state ? explainedReally : explained;
        finish(await follow({ from, to, family, protocol, bytes }, flags, streams));
      },
    );
}

function explainWords(word: string | true, { stdout }: Streams): number {
  stdout.write(`${wordsText(wordsNamed(word === true ? undefined : word), styleOf(stdout))}\n`);
  return exitCode.ok;
}

type Follow = (exchange: Exchange, flags: ExplainFlags, streams: Streams) => number | Promise<number>;

const explained: Follow = (exchange, flags, { stdout }) => {
  const {
    prediction,
    from,
    to,
    service = to.id,
  } = explainPacket(specFrom(flags), exchange, faultChoice(flags));
  stdout.write(`${explanation(prediction, from.id, service, styleOf(stdout))}\n`);
  return prediction.reachable ? exitCode.ok : exitCode.checkFailed;
};

const explainedReally: Follow = async (exchange, flags, { stdout }) => {
  const { name, state } = flags;
  const {
    prediction,
    from,
    to,
    service = to.id,
  } = await (state === undefined
    ? explainInLab(name, exchange)
    : explainCaptured(specFrom(flags), state, exchange));
  stdout.write(`${explanation(prediction, from.id, service, styleOf(stdout), { state: 'real' })}\n`);
  return prediction.reachable ? exitCode.ok : exitCode.checkFailed;
};

const traced: Follow = async (exchange, flags, { stdout }) => {
  const style = styleOf(stdout);
  const { prediction, from, to, way, observed, reachable } = await tracePacket(flags.name, exchange);
  const { answeredBy, source, failure } = observed;
  const met = failure && failureText(failure);
  const sent = { to: to.id, protocol: flags.protocol, answeredBy, source, failure: met };
  const parts = [
    explanation(prediction, from.id, to.id, style, { marked: false }),
    traceTable(way, style),
    traceOutcome(sent, way, prediction, style),
  ];
  stdout.write(`${parts.join('\n\n')}\n`);
  return reachable ? exitCode.ok : exitCode.checkFailed;
};
