/** What may follow on a command line that is being typed, from commander's own tree: the same for every shell. */
import type { Argument, Command, Option } from 'commander';
import { type Candidate, isList, namedValues, type Typed } from './named-values';

/** What may stand at the cursor. */
export interface Candidates {
  readonly words: readonly Candidate[];
  /** Whether it is a file or folder, which the shell knows. */
  readonly files: boolean;
}

/** @param words behind the program's name; the last one is at the cursor, and may be empty */
export function candidates(program: Command, words: readonly string[]): Candidates {
  const current = words.at(-1) ?? '';
  const place = placeAfter(program, words.slice(0, -1));
  const { command, pending, typed } = place;
  if (place.isForeign) return { words: [], files: true };
  if (pending && (!isFlag(current) || !pending.variadic))
    return beginning(valuesOf(command, pending, typed), current);
  const [flag = '', ...value] = current.split('=');
  const given = value.length > 0 ? optionOf(command, flag) : undefined;
  if (given) return beginning(valuesOf(command, given, typed), current, `${flag}=`);
  if (isFlag(current)) return beginning(only(optionsOf(command)), current);
  if (command.commands.length > 0) return beginning(only(commandsOf(command)), current);
  return beginning(argumentValues(command.registeredArguments, place.position), current);
}

/** Where the words before the cursor lead to. */
interface Place {
  command: Command;
  /** Arguments of the command that are there already. */
  position: number;
  /** The flag whose value is next. */
  pending?: Option;
  /** Whether it is behind `--`: the words of another program. */
  isForeign: boolean;
  typed: Record<string, string>;
}

function placeAfter(program: Command, words: readonly string[]): Place {
  const place: Place = { command: program, position: 0, isForeign: false, typed: {} };
  for (const word of words) {
    if (place.isForeign) break;
    if (word === '--') place.isForeign = true;
    else if (isFlag(word)) takeFlag(place, word);
    else takeWord(place, word);
  }
  return place;
}

function takeFlag(place: Place, word: string): void {
  const [flag = '', ...value] = word.split('=');
  const option = optionOf(place.command, flag);
  if (option && value.length > 0) place.typed[option.attributeName()] = value.join('=');
  place.pending = option?.required && value.length === 0 ? option : undefined;
}

function takeWord(place: Place, word: string): void {
  const { command, pending } = place;
  if (pending) {
    place.typed[pending.attributeName()] = word;
    if (!pending.variadic) place.pending = undefined;
    return;
  }
  const inner = command.commands.find((one) => [one.name(), ...one.aliases()].includes(word));
  if (inner) place.command = inner;
  else place.position += 1;
}

const isFlag = (word: string) => word.startsWith('-') && word !== '-';

function optionOf(command: Command, flag: string): Option | undefined {
  return command.options.find(({ long, short }) => flag === long || flag === short);
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => [long ?? short ?? '', firstLine(description)]);
}

function commandsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => [one.name(), firstLine(one.description())]);
}

function valuesOf(command: Command, option: Option, typed: Typed): Candidates & { isList?: boolean } {
  const named = namedValues(command, option, typed);
  if (named) return { ...only(named), isList: isList(command, option) };
  if (option.argChoices) return only(option.argChoices.map((choice) => [choice, '']));
  return { words: [], files: /[<[](file|path|folder)/.test(option.flags) };
}

/** The last argument may take many words. */
function argumentValues(all: readonly Argument[], position: number): Candidates {
  const last = all.at(-1);
  const argument = all[position] ?? (last?.variadic ? last : undefined);
  if (argument?.argChoices) return only(argument.argChoices.map((choice) => [choice, '']));
  return { words: [], files: /^(files?|spec)$/.test(argument?.name() ?? '') };
}

const only = (words: readonly Candidate[]): Candidates => ({ words, files: false });

/** Those that begin as what is typed, behind what they stand behind; of a list with commas, its last entry. */
function beginning(
  { words, files, isList: list }: Candidates & { isList?: boolean },
  current: string,
  before = '',
): Candidates {
  const start = list ? current.slice(0, Math.max(before.length, current.lastIndexOf(',') + 1)) : before;
  const whole = words.map(([word, about]): Candidate => [`${start}${word}`, about]);
  return { words: whole.filter(([word]) => word.startsWith(current)), files };
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';
