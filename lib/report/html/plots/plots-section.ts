import type { Results } from '../../../results';
import { html } from '../markup';
import type { Section } from '../section';
import { latencyPlot } from './latency';
import { pathMtuPlot } from './path-mtu';

/** Absent where nothing was measured. */
export function plotsSection(results: Results): Section | undefined {
  const plots = [latencyPlot(results), pathMtuPlot(results)].filter((plot) => plot !== undefined);
  if (plots.length === 0) return undefined;
  return { id: 'measured', title: 'Times and sizes', body: html`<div class="plots">${plots}</div>` };
}
