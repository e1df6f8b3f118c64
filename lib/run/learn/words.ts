/** The glossary: the words of pod networking, each in a sentence or two. One file holds them, for the terminal and the docs. */
import { parse } from 'yaml';
import * as z from 'zod';
import { packageFile } from '../../base/render';
import { RunError } from '../run-error';

const wordSchema = z.strictObject({
  word: z.string(),
  /** Other names that it goes by. */
  also: z.array(z.string()).default([]),
  /** What it means, as Markdown: code stands in backticks. */
  meaning: z.string(),
});

/** A word of the glossary. */
export type Word = Readonly<z.infer<typeof wordSchema>>;

/** All words, by the alphabet. */
export function glossary(): readonly Word[] {
  return z.array(wordSchema).parse(parse(packageFile('run/learn/words.yaml')));
}

/** The words of that name, whatever its case, or all. @throws RunError where it is not explained */
export function wordsNamed(name?: string): readonly Word[] {
  const all = glossary();
  if (name === undefined) return all;
  const wanted = name.toLowerCase();
  const found = all.filter(({ word, also }) => [word, ...also].some((one) => one.toLowerCase() === wanted));
  if (found.length === 0)
    throw new RunError({ code: 'unknown-word', word: name, known: all.map(({ word }) => word) });
  return found;
}
