/** Tables of figures as data: terminal, Markdown and page print them in their own ways. */
import {
  comparedFigures,
  type Figure,
  type Figures,
  figureKey,
  type Standing,
  standings,
} from '../../measure';
import { baselineName, figureName, pathNames } from './names';
import { ranksOf } from './ranks';
import type { Shown } from './sentence';
import { addedShown, baselineShown, ratioShown, valueShown } from './shown';

/** Measurements and where they were read; without a name where there is one file alone. */
export interface FiledFigures {
  readonly figures: Figures;
  readonly file?: string;
}

/** One subject's line. */
export interface SheetRow {
  /** Of which of the files. */
  readonly place: number;
  readonly subject: string;
  readonly cells: readonly (string | Shown)[];
}

/** A table of one figure. */
export interface Sheet {
  readonly figure: Figure;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly SheetRow[];
  /** Columns that a narrow terminal does without, the first to go first. */
  readonly dispensable: readonly string[];
}

/** A table for every figure that compares anything: the best first, those that are not told apart with one number. */
export function sheets(filed: readonly FiledFigures[]): Sheet[] {
  const found = new Map<string, readonly [Figure, Figures]>();
  for (const { figures } of filed)
    for (const figure of comparedFigures(figures))
      if (!found.has(figureKey(figure))) found.set(figureKey(figure), [figure, figures]);
  return [...found.values()].map(([figure, figures]) => sheetOf(figure, figures, filed));
}

function sheetOf(figure: Figure, first: Figures, filed: readonly FiledFigures[]): Sheet {
  const [value, baseline] = [pathNames[figure.path], baselineName(figure)].map((name) => name.toUpperCase());
  const several = filed.length > 1;
  return {
    figure,
    title: figureName(figure, first),
    head: ['#', 'SUBJECT', value!, baseline!, 'RATIO', 'ADDED', 'BLOCKS', ...(several ? ['FILE'] : [])],
    rows: filed.flatMap(({ figures, file = '' }, place) =>
      rowsOf(figure, figures).map(({ rank, standing }) => ({
        ...{ place, subject: standing.subject },
        cells: [rank, ...cellsOf(figure, standing), ...(several ? [file] : [])],
      })),
    ),
    dispensable: ['BLOCKS', baseline!, 'RATIO', value!],
  };
}

function cellsOf(figure: Figure, standing: Standing): (string | Shown)[] {
  return [
    standing.subject,
    valueShown(figure, standing),
    baselineShown(figure, standing),
    ratioShown(figure, standing),
    addedShown(figure, standing),
    `${standing.value.blocks}`,
  ];
}

/** Subjects with their ranks, which those share that are not told apart; a second copy has none. */
function rowsOf(figure: Figure, figures: Figures): { rank: string; standing: Standing }[] {
  const repeats = figures.measurements.subjects.filter((one) => one.repeats !== undefined);
  const ranks = [...ranksOf(standings(figures, figure)), ...repeats.map(({ id }) => [id, '–'] as const)];
  return ranks.flatMap(([id, own]) => {
    const standing = figures.standing(id, figure);
    return standing ? [{ rank: own, standing }] : [];
  });
}

/** What the columns of figures mean. */
export const sheetNote =
  'Medians of all blocks with their 95 % intervals; ratio and added are by what the path is held against, such as node → node, in the same block. Those with the same # are not told apart from the first of them.';
