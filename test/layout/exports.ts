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

const options = /^export interface (\w+(?:Options|Props))\b[^{]*\{\n([\s\S]*?)^\}/gm;
const members = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^ {2}readonly (\w+)(\??):/gm;

/** Members of options and properties without a sentence, or without a default where they can be left out. */
export function unexplainedIn({ text }: Source): string[] {
  return Array.from(text.matchAll(options)).flatMap(([, name, body]) =>
    Array.from(body!.matchAll(members)).flatMap(([, said = '', field, optional]) =>
      said !== '' && (optional === '' || said.includes('@default')) ? [] : [`${name}.${field}`],
    ),
  );
}
