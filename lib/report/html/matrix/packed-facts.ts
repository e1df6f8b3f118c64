/** What the cells say, as the page's script reads it: every text once, as most cells say the same. */
import type { Datapath } from '../../../datapath';
import { type CellFacts, cellFacts } from './facts';
import type { Grid } from './grid';
import { pathFinder } from './paths';

/** Cells up to which each shows the way of its packets: as many as rows can stand for nodes. */
const mostPaths = 15_000;

/** Failing pairs that a cell names, and failing cells up to which it does; beyond, it names one, as their texts fill the page. */
const mostPairs = 3;
const mostFailing = 2000;

/** The facts of all cells with every text once. */
export interface PackedFacts {
  readonly labels: readonly string[];
  /** Places in `labels` of the table's rows and columns. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly texts: readonly string[];
  /** false: the lines' column of what was observed holds nothing. */
  readonly measured: boolean;
  /** Whether the real state was read: each line has a sixth text then, which says what that explains. */
  readonly explained: boolean;
  /** By `row column`: places in `texts` of extent, reason, the path's hosts, and of five texts a line. */
  readonly cells: Readonly<Record<string, PackedCell>>;
}

type PackedCell = readonly [extent: number, reason: number, path: readonly number[], ...lines: number[]];

/** Packs the facts of all cells. */
export function packedFacts(
  { labels, rows, columns, cells }: Grid,
  datapath: Datapath | undefined,
  { measured, explained }: Pick<PackedFacts, 'measured' | 'explained'>,
): PackedFacts {
  const places = new Map<string, number>([['', 0]]);
  const place = (text: string) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  };
  const pathFor = cells.size <= mostPaths ? pathFinder(datapath) : () => undefined;
  const pack = ({ rows: lines, extent = '', reason = '', path = [] }: CellFacts): PackedCell => [
    place(extent),
    place(reason),
    path.map(place),
    ...lines.flatMap((line) => (explained ? line : line.slice(0, -1))).map(place),
  ];
  const failing = [...cells.values()].filter(({ state }) => state === 'fail' || state === 'size').length;
  const named = failing <= mostFailing ? mostPairs : 1;
  const packed = [...cells].map(([key, cell]) => [key, pack(cellFacts(cell, pathFor(cell), named))] as const);
  const texts = [...places.keys()];
  return { labels, rows, columns, texts, measured, explained, cells: Object.fromEntries(packed) };
}
