/** Sentences whose numbers keep what they are of, so that a page can mark them and a test can compute them again. */

/** A number as text. */
export interface Shown {
  readonly text: string;
  /** Its kind, then what names it: figure and subjects. */
  readonly of: readonly string[];
}

/** A sentence in parts. */
export type Sentence = readonly (string | Shown)[];

/** Makes a sentence of a template. */
export function say(
  parts: TemplateStringsArray,
  ...values: (string | number | Shown | Sentence)[]
): Sentence {
  const all = parts.flatMap((part, i): Sentence => {
    const value = i === 0 ? '' : values[i - 1]!;
    const own = typeof value === 'number' ? [`${value}`] : Array.isArray(value) ? value : [value];
    return [...(own as Sentence), part];
  });
  return all.filter((part) => part !== '');
}

/** Sentences with a text between them. */
export function joinedBy(separator: string, sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, i) => (i === 0 ? sentence : [separator, ...sentence]));
}

/** A sentence as text alone. */
export function plainText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}
