import { type Command, Option } from 'commander';
import { didYouMean } from '../../base/did-you-mean';
import {
  type Aspect,
  aspects,
  defaultBlocks,
  type Engine,
  engines,
  labAspects,
  ownEngine,
} from '../../measure';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';
import { choiceOption } from './choice-option';
import { wholeNumberOption } from './whole-number';

/** What is measured, and how often. */
export interface MeasureFlags {
  readonly only?: readonly Aspect[];
  readonly engine?: Engine;
  readonly blocks?: number;
  /** A part of 1. */
  readonly margin?: number;
}

/** Gives a command what to measure, and how often. */
export function addMeasureOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--only <list>',
        `what to measure, separated by commas, of ${aspects.join(', ')} (default: ${labAspects.join(',')}; on clusters service too)`,
      ).argParser(aspectsIn),
    )
    .addOption(
      choiceOption(
        '--engine <name>',
        `program that makes the bulk measurements; the testbed's own makes all others (default: ${ownEngine})`,
        engines,
      ),
    )
    .addOption(
      wholeNumberOption(
        '--blocks <number>',
        `rounds of turns, each with a block of measurements of everything: 6 give a preview, 12 verdicts (default: ${defaultBlocks})`,
        { most: 1000 },
      ),
    )
    .addOption(marginOption());
}

/** How large a difference must be to matter. */
export function marginOption(): Option {
  return new Option(
    '--margin <percent>',
    'differences that are smaller do not matter (default: 2 for round trips, 5 for the rest)',
  ).argParser(marginIn);
}

function aspectsIn(text: string): Aspect[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(aspects as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `--only ${quoted(text)}: ${quoted(unknown)} is none of ${aspects.join(', ')}. ${didYouMean(unknown, aspects) ?? ''}`.trim(),
    );
  return [...new Set(names)] as Aspect[];
}

function marginIn(text: string): number {
  const percent = Number(/^(\d{1,3}(\.\d+)?)\s*%?$/.exec(text)?.[1] ?? 'none');
  if (!(percent > 0 && percent <= 100))
    throw new UsageError(`--margin ${quoted(text)}: it must be a percentage above 0, up to 100, such as 2`);
  return percent / 100;
}
