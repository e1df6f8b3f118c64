import type { Command } from 'commander';
import { table } from '../../../report';
import { learn, lessonSteps, type Watcher } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { terminalLearner } from '../../io/learner';
import { type Streams, styleOf } from '../../io/streams';
import { watched } from '../../io/watched';
import { addLabTarget, type LabTargetFlags, measuresNothing } from '../../options/target-options';

interface LearnFlags extends LabTargetFlags {
  readonly step?: string;
  readonly list?: boolean;
}

const notes = `
Every step builds a lab and takes it down again. On a terminal each question
waits for your answer, and Ctrl-C ends the lesson at any time; elsewhere all
steps are printed without waiting.

Examples:
  testbed learn
  testbed learn --list
  testbed learn --step no-routes`;

/** `testbed learn` */
export function learnCommand(program: Command, streams: Streams, finish: Finish): void {
  addLabTarget(
    program.command('learn').description('a guided hour: how pod networking works, in labs that you build'),
  )
    .optionsGroup('The lesson:')
    .option('--step <step>', 'one step alone, by its number or name')
    .option('--list', 'list the steps')
    .addHelpText('after', notes)
    .action(async (flags: LearnFlags) => finish(flags.list ? list(streams) : await teach(flags, streams)));
}

function list({ stdout }: Streams): number {
  const style = styleOf(stdout);
  const rows = lessonSteps().map(({ number, name, title }) => [`${number}`, name, title]);
  stdout.write(`${table(['', 'STEP', 'WHAT IT IS ABOUT'].map(style.dim), rows, { width: style.width })}\n`);
  return exitCode.ok;
}

async function teach(flags: LearnFlags, streams: Streams): Promise<number> {
  const predictOnly = measuresNothing(flags);
  const learner = terminalLearner(streams);
  try {
    const watch = <T>(act: (watcher: Watcher) => Promise<T>) => watched(streams, {}, act);
    const asMeant = await learn(learner, { step: flags.step, predictOnly, watch });
    if (flags.step === undefined && !learner.left?.()) learner.bye();
    return asMeant ? exitCode.ok : exitCode.checkFailed;
  } finally {
    learner.end();
  }
}
