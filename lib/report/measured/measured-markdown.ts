import { type FigureOptions, Figures } from '../../measure';
import { markdownTable } from '../markdown/markdown-table';
import { escaped } from '../markdown/markdown-text';
import { counted } from '../style';
import { controlPlaneSheets } from './event-tables';
import { eventFindings } from './event-words';
import { findings } from './headline';
import { betweenFiles, labels, measuredHow } from './label';
import type { FiledMeasurements } from './measured-text';
import { remarks } from './remarks';
import { plainText, type Shown } from './sentence';
import { type FiledFigures, sheetNote, sheets } from './sheets';

/** What was measured, in Markdown. */
export function measuredMarkdown(files: readonly FiledMeasurements[], options: FigureOptions = {}): string {
  const filed = files.map(({ measurements, file }) => ({
    figures: new Figures(measurements, options),
    file,
  }));
  const several = filed.length > 1;
  const parts = [
    ...filed.map((one) => verdicts(one, several)),
    ...betweenFiles(filed.map(({ figures }) => figures.measurements)),
    ...tables(filed),
    ...filed.flatMap(({ figures }) => controlPlane(figures)),
    ...filed.map((one) => known(one, several)),
  ];
  return `${parts.join('\n\n')}\n`;
}

const tableOf = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | Shown)[])[],
): string =>
  markdownTable(
    title,
    head,
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text))),
  );

function verdicts({ figures, file }: FiledFigures, several: boolean): string {
  const { measurements } = figures;
  const open = eventFindings(measurements).map((words) => `- ❌ **Finding**: ${escaped(plainText(words))}`);
  const found = findings(figures).flatMap(({ title, preview, lead, others }) => [
    `- **${escaped(title)}**${preview === undefined ? '' : ` (preview: ${counted(preview, 'block')})`}: ${escaped(plainText(lead))}`,
    ...others.map(
      ({ sign, subjects, words }) =>
        `  - ${sign} ${escaped(subjects.join(', '))}: ${escaped(plainText(words))}`,
    ),
  ]);
  return [
    `### Measured${several && file ? ` in ${escaped(file)}` : ''}: ${escaped(measuredHow(figures))}`,
    '',
    ...labels(measurements).map((label) => `> ${escaped(label)}\n`),
    ...open,
    ...found,
  ].join('\n');
}

function tables(filed: readonly FiledFigures[]): string[] {
  return sheets(filed).map(({ title, head, rows }, i) => {
    const table = tableOf(
      title,
      head,
      rows.map(({ cells }) => cells),
    );
    return i === 0 ? `${table}\n\n${sheetNote}` : table;
  });
}

function controlPlane({ measurements }: Figures): string[] {
  return controlPlaneSheets(measurements).map(({ title, head, rows }) =>
    tableOf(
      title,
      head,
      rows.map(({ cells }) => cells),
    ),
  );
}

function known({ figures, file }: FiledFigures, several: boolean): string {
  const found = remarks(figures).map(({ label, words }) => `- **${label}**: ${escaped(plainText(words))}`);
  return [
    `### What to know of these numbers${several && file ? `, ${escaped(file)}` : ''}`,
    '',
    ...found,
  ].join('\n');
}
