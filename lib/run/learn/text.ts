/** What the lesson says. The words are data, in one file a step; what a lab found is filled in. */
import { parse } from 'yaml';
import * as z from 'zod';
import { packageFile, render } from '../../base/render';
import type { Step, Values } from './step';

const sentences = z.array(z.string().min(1)).min(1);

/** What the file of a step holds. */
const fileSchema = z.strictObject({
  title: z.string(),
  introduction: sentences,
  question: z.string(),
  /** By key. */
  choices: z.record(z.string(), z.string()),
  /** Key of the choice that the answer explains: a lab in which another one is right went otherwise than is meant. */
  explains: z.string(),
  answer: sentences,
  /** Commands by which one does the same outside of the lesson. */
  commands: sentences,
});

/** What is said before the lab is built. */
export interface Introduction {
  readonly title: string;
  /** Paragraphs. */
  readonly introduction: readonly string[];
  readonly question: string;
  readonly choices: readonly Choice[];
  /** Key of the choice that the explanation is for. */
  readonly explains: string;
}

/** One of the answers that one can choose. */
export interface Choice {
  readonly key: string;
  readonly text: string;
}

/** The words of a step up to its question. */
export function introductionOf({ name }: Pick<Step, 'name'>, facts: Values): Introduction {
  const { title, introduction, question, choices, explains } = fileOf(name);
  const keys = Object.keys(choices);
  const [asked = '', ...filled] = filledIn(
    name,
    [question, ...Object.values(choices), ...introduction],
    facts,
  );
  return {
    title,
    introduction: filled.slice(keys.length),
    question: asked,
    choices: keys.map((key, i) => ({ key, text: filled[i] ?? '' })),
    explains,
  };
}

/** The paragraphs that explain what is right, and the commands by which one does the same outside of the lesson. */
export function answerOf({ name }: Pick<Step, 'name'>, values: Values) {
  const { answer, commands } = fileOf(name);
  return { explanation: filledIn(name, answer, values), commands };
}

/** The heading of a step. */
export const titleOf = ({ name }: Pick<Step, 'name'>): string => fileOf(name).title;

function fileOf(name: string): z.infer<typeof fileSchema> {
  return fileSchema.parse(parse(packageFile(`run/learn/steps/${name}.yaml`)));
}

/** Filled as one text, so that a value is wanted by one of them at the least. */
function filledIn(name: string, texts: readonly string[], values: Values): string[] {
  return render(name, texts.join('\0'), values).split('\0');
}
