/** Stands in a file for what the plan cannot know, and is to be filled in: `<top-tier router>`. */
export const placeholder = (what: string): string => `<${what}>`;

const written = /<[A-Za-z][^<>\n]*>/g;

/** Whether a text is one. */
export const isPlaceholder = (text: unknown): boolean =>
  typeof text === 'string' && new RegExp(`^${written.source}$`).test(text);

/** The placeholders in texts, each once. */
export function placeholdersIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(written) ?? []))];
}
