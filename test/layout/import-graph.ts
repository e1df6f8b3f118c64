/** Which file imports which, and the circles in that. */
import { dirname, join, normalize } from 'node:path';
import type { Source } from './sources';

/** The files of the project that each file names, by value or by type. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The graph of these files; what they import from elsewhere is left out. */
export function importGraph(sources: readonly Source[]): ImportGraph {
  const paths = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .filter((name) => name.startsWith('.'))
        .flatMap((name) => fileOf(normalize(join(dirname(path), name)), paths) ?? []),
    ]),
  );
}

function fileOf(path: string, known: ReadonlySet<string>): string | undefined {
  return [path, `${path}.ts`, `${path}/index.ts`].find((file) => known.has(file));
}

/** Groups of files that all lead to one another (Tarjan's strongly connected components), each sorted. */
export function circlesIn(graph: ImportGraph): string[][] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const place = order.size;
    order.set(file, place);
    open.push(file);
    let low = place;
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === place) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) found.push(group.sort());
    }
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found.sort();
}
