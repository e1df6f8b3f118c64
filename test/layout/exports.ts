import type { Source } from './sources';

const exported =
  /^export (?:declare |abstract |async )*(?:function\*?|const|let|class|interface|type|enum) (\w+)/;

/** The names that a file exports without a sentence right before them. What it passes on is documented at home. */
export function undocumentedIn({ text }: Source): string[] {
  const lines = text.split('\n');
  const seen = new Set<string>();
  return lines.flatMap((line, i) => {
    const name = exported.exec(line)?.[1];
    if (name === undefined || seen.has(name)) return []; // a function's further overloads need none
    seen.add(name);
    return lines[i - 1]?.trimEnd().endsWith('*/') ? [] : [name];
  });
}
