/** The tables of docs/measuring.md about two real clusters, as the product shows them of the recorded file. */
import { Figures, type Measurements } from '../../lib/measure';
import { controlPlaneSheets } from '../../lib/report/measured/event-tables';
import { findings } from '../../lib/report/measured/headline';
import { remarks } from '../../lib/report/measured/remarks';
import { plainText } from '../../lib/report/measured/sentence';
import { sheets } from '../../lib/report/measured/sheets';

/** Tables by the names under which the page has them, each as lines of Markdown. */
export function measuredTables(measurements: Measurements): Map<string, string[]> {
  const figures = new Figures(measurements);
  const verdicts = findings(figures).map(({ title, lead, others }) => [
    title,
    [
      plainText(lead),
      ...others.map(({ subjects, words }) => `${subjects.join(', ')}: ${plainText(words)}`),
    ].join('; '),
  ]);
  const measured = sheets([{ figures }]);
  const rows = measured.flatMap(({ title, rows }) => rows.map(({ cells }) => [title, ...cells.map(text)]));
  const [events] = controlPlaneSheets(measurements);
  return new Map([
    ['verdicts', table(['figure', 'what was found'], verdicts)],
    ['figures', table(['figure', '#', 'cluster', 'pods', 'held against', 'ratio', 'added', 'blocks'], rows)],
    [
      'events',
      table(
        events!.head.map((word) => word.toLowerCase()),
        events!.rows.map(({ cells }) => cells.map(text)),
      ),
    ],
    [
      'known',
      table(
        ['', 'what the report says'],
        remarks(figures).map(({ label, words }) => [label, plainText(words)]),
      ),
    ],
  ]);
}

const text = (cell: string | { readonly text: string }) => (typeof cell === 'string' ? cell : cell.text);

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
