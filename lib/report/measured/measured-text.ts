import { oneLine } from '../../base/plain-text';
import { wrapped } from '../../base/wrap';
import { type FigureOptions, Figures, type Measurements } from '../../measure';
import { counted, type Style } from '../style';
import { table } from '../table';
import { controlPlaneSheets } from './event-tables';
import { eventFindings } from './event-words';
import { type Finding, findings } from './headline';
import { betweenFiles, labels, measuredHow } from './label';
import { remarks } from './remarks';
import { plainText } from './sentence';
import { type FiledFigures, type Sheet, sheetNote, sheets } from './sheets';
import type { Leaning } from './verdict-words';

/** Measurements, and where they were read. */
export interface FiledMeasurements {
  readonly measurements: Measurements;
  readonly file?: string;
}

/** What was measured, for a terminal. */
export function measuredText(measurements: Measurements, options: FigureOptions, style: Style): string {
  return measuredTexts([{ measurements }], options, style);
}

/** Several files of it one after another, and the figures of all side by side. */
export function measuredTexts(
  files: readonly FiledMeasurements[],
  options: FigureOptions,
  style: Style,
): string {
  const filed = files.map(({ measurements, file }) => ({
    figures: new Figures(measurements, options),
    file,
  }));
  const parts = [
    ...filed.map((one) =>
      [heading(one, filed.length > 1, style), ...verdictLines(one.figures, style)].join('\n'),
    ),
    ...betweenFiles(filed.map(({ figures }) => figures.measurements)),
    ...tables(filed, style),
    ...filed.flatMap(({ figures }) => controlPlane(figures.measurements, style)),
    ...filed.map((one) => remarkLines(one, filed.length > 1, style)),
  ];
  return wrapped(parts.filter(Boolean).join('\n\n'), style.width);
}

function heading({ figures, file }: FiledFigures, several: boolean, style: Style): string {
  const of = several && file ? ` in ${oneLine(file)}` : '';
  return [
    `${style.strong(`Measured${of}`)}: ${measuredHow(figures)}`,
    ...labels(figures.measurements).map((label) => `  ${style.warn(oneLine(label))}`),
  ].join('\n');
}

function verdictLines(figures: Figures, style: Style): string[] {
  const found = findings(figures);
  const open = eventFindings(figures.measurements).map(
    (words) => `  ${style.bad('✗ Finding:')} ${oneLine(plainText(words))}`,
  );
  return found.length + open.length === 0
    ? ['  Nothing was measured that compares anything.']
    : [...open, ...found.flatMap((one) => findingLines(one, style))];
}

function findingLines({ title, preview, lead, others }: Finding, style: Style): string[] {
  const early = preview === undefined ? '' : style.warn(` (preview: ${counted(preview, 'block')})`);
  const colour = coloursOf(style);
  return [
    `  ${style.strong(title)}${early}: ${oneLine(plainText(lead))}${others.length > 0 ? '; against it' : ''}`,
    ...others.map(
      ({ subjects, sign, leaning, words }) =>
        `    ${colour[leaning](sign)} ${oneLine(subjects.join(', '))}: ${oneLine(plainText(words))}`,
    ),
  ];
}

function coloursOf({ good, bad, warn, dim }: Style): Readonly<Record<Leaning, (text: string) => string>> {
  return { better: good, worse: bad, same: good, open: warn, void: dim };
}

function tables(filed: readonly FiledFigures[], style: Style): string[] {
  return sheets(filed).map((sheet, i) =>
    [
      style.strong(sheet.title),
      sheetTable(sheet, style),
      ...(i === 0 ? [style.dim(`  ${sheetNote}`)] : []),
    ].join('\n'),
  );
}

function sheetTable({ head, rows, dispensable }: Sheet, style: Style): string {
  const cells = rows.map((row) =>
    row.cells.map((cell) => (typeof cell === 'string' ? oneLine(cell) : cell.text)),
  );
  return table(head.map(style.dim), cells, { width: style.width, dispensable });
}

function controlPlane(measurements: Measurements, style: Style): string[] {
  return controlPlaneSheets(measurements).map(({ title, head, rows }) => {
    const cells = rows.map(({ cells: own, bad }) =>
      own.map((cell, i) => {
        const text = typeof cell === 'string' ? oneLine(cell) : cell.text;
        return i === bad ? style.bad(`✗ ${text}`) : text;
      }),
    );
    const dispensable = ['EXACT TO', 'NO END SEEN', 'OF'];
    return [style.strong(title), table(head.map(style.dim), cells, { width: style.width, dispensable })].join(
      '\n',
    );
  });
}

function remarkLines({ figures, file }: FiledFigures, several: boolean, style: Style): string {
  const found = remarks(figures).map(
    ({ label, doubt, words }) =>
      `  ${(doubt ? style.warn : style.dim)(`${label}:`)} ${oneLine(plainText(words))}`,
  );
  const of = several && file ? `, ${oneLine(file)}` : '';
  return found.length > 0 ? [style.strong(`What to know of these numbers${of}`), ...found].join('\n') : '';
}
