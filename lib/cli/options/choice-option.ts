import { Option } from 'commander';
import { didYouMean } from '../../base/did-you-mean';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';

/**
 * A flag that takes one of a few words, and says which one was likely meant.
 * @param elsewhere where words lead that other commands take. @default nowhere
 */
export function choiceOption(
  flags: string,
  about: string,
  choices: readonly string[],
  elsewhere: Readonly<Record<string, string>> = {},
): Option {
  const option = new Option(flags, about).choices(choices);
  return option.argParser((text) => {
    if (choices.includes(text)) return text;
    const hint = Object.hasOwn(elsewhere, text) ? elsewhere[text] : didYouMean(text, choices);
    throw new UsageError(
      `${option.long} ${quoted(text)}: it must be one of ${choices.join(', ')}.${hint ? ` ${hint}` : ''}`,
    );
  });
}
