/** Tables in pages, each between `<!-- table NAME -->` and `<!-- end -->`. */

/** The page with every table as it should be. */
export function withTables(text: string, tables: ReadonlyMap<string, readonly string[]>): string {
  return text.replace(
    /(<!-- table (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) =>
      `${start}\n${tables.get(name)?.join('\n') ?? `There is no table ${name}.`}\n\n${end}`,
  );
}

/** Names of all tables that a page has places for, sorted. */
export const placesOfTables = (text: string): string[] =>
  Array.from(text.matchAll(/<!-- table (\S+) -->/g), ([, name]) => name!).sort();
