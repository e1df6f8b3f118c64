/** Whose address receivers see, for a terminal: what differs most between CNIs. */
import { notMeasured } from '../base/targets';
import type { Results } from '../results';
import { type FlowRow, flowRows } from './derived/flow-rows';
import { markOf, type Style } from './style';
import { table } from './table';

/** The rows of all flows with what their checks say together; empty where none was tried. */
export function sourceTable(results: Results, style: Style): string {
  const rows = flowRows(results);
  if (rows.length === 0) return '';
  const several = results.plan.families.length > 1;
  const someSaid = rows.some(({ predicted }) => predicted !== undefined);
  const cells = rows.map((row) => [
    `${row.standing ? markOf(row.standing, style) : ' '} ${several ? `${row.flow}, ${row.family}` : row.flow}`,
    addressText(row, someSaid, style),
    style.dim(row.examples.slice(0, 2).join(', ')),
  ]);
  const verb = results.target === notMeasured ? 'should see' : 'see';
  return [
    style.strong(`Source address that receivers ${verb}`),
    table(['FROM → TO', 'ADDRESS', 'SUCH AS'].map(style.dim), cells, {
      width: style.width,
      dispensable: ['SUCH AS'],
    }),
  ].join('\n');
}

/** @param someSaid whether something is predicted of some flow: else every row would say that nothing is */
function addressText({ predicted, observed, differs }: FlowRow, someSaid: boolean, style: Style): string {
  if (observed === undefined) return predicted ?? 'not predicted';
  if (differs) return style.bad(`${observed} (predicted: ${predicted})`);
  return predicted === undefined && someSaid ? `${observed} ${style.dim('(not predicted)')}` : observed;
}
