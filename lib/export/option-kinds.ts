/** Kinds of options: how each is written. What a fabric asks of the value besides is in its rules. */
import type { Address, Cidr } from '../net';
import { BrokenForm, type ExportOption } from './options';
import { placeholder } from './placeholder';
import {
  eachOf,
  readAddress,
  readHost,
  readHostAlone,
  readName,
  readNumber,
  readPair,
  readRange,
} from './read-option';

/** Words about an option. */
interface About {
  readonly takes: string;
  readonly about: string;
  /** What stands for it where nobody gives it, as it would be typed. @default nothing */
  readonly otherwise?: string;
  /** What happens then, in words. @default a placeholder stands for it */
  readonly absent?: string;
}

/** A text of letters, digits and the signs `_ . : -`: what names and ids of fabrics are made of. */
export function nameOption(about: About & { readonly absent: string }): ExportOption<string | undefined>;
export function nameOption(about: About): ExportOption<string>;
export function nameOption(about: About): ExportOption<string | undefined> {
  const otherwise = about.absent === undefined ? standIn(about) : undefined;
  return { ...about, read: (text) => (text === undefined ? otherwise : readName(text)) };
}

/** Names with commas between. */
export function namesOption(about: About): ExportOption<readonly string[]> {
  return { ...about, read: (text) => (text === undefined ? [standIn(about)] : eachOf(text, readName)) };
}

/** A whole number, or its placeholder. */
export function numberOption(about: About): ExportOption<number | string> {
  return { ...about, read: (text) => (text === undefined ? standIn(about) : readNumber(text)) };
}

/** A range of IPv4, or undefined where nobody gives one. */
export function rangeOption(about: About): ExportOption<Cidr | undefined> {
  return { ...about, read: (text) => (text === undefined ? undefined : readRange(text)) };
}

/** First and last of a range of numbers, or undefined where nobody gives them. */
export function numbersOption(about: About): ExportOption<readonly [number, number] | undefined> {
  return { ...about, read: (text) => (text === undefined ? undefined : readPair(text, readNumber)) };
}

/** First and last address of a range that is no prefix. */
export function addressesOption(
  about: About & { readonly otherwise: string },
): ExportOption<readonly [Address, Address]> {
  return { ...about, read: (text) => readPair(text ?? '', readAddress) };
}

/** One of some words. */
export function choiceOption<const W extends string>(
  about: About & { readonly otherwise: W },
  words: readonly W[],
): ExportOption<W> {
  return {
    ...about,
    read: (text) =>
      words.find((word) => word === text) ??
      new BrokenForm('it is none of the words that may stand there', `Use ${words.join(', ')}`),
  };
}

/** A host with or without a port: a name of DNS, an IPv4 address, or an IPv6 address in brackets. */
export function hostsOption(about: About): ExportOption<readonly string[]> {
  return { ...about, read: (text) => (text === undefined ? [standIn(about)] : eachOf(text, readHost)) };
}

/** A host alone, where the port is given. */
export function hostOption(about: About): ExportOption<string> {
  return { ...about, read: (text) => (text === undefined ? standIn(about) : readHostAlone(text)) };
}

const standIn = ({ takes }: About) => placeholder(takes.replace(/[<>]/g, ''));
