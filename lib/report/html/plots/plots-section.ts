import type { Results } from '../../../results';
import { html } from '../markup';
import type { Section } from '../section';
import { latencyPlot } from './latency';
import { pathMtuPlot } from './path-mtu';

/** Times, where some were measured, and sizes; absent where neither is known. */
export function plotsSection(results: Results): Section | undefined {
  const [times, sizes] = [latencyPlot(results), pathMtuPlot(results)];
  const plots = [times, sizes].filter((plot) => plot !== undefined);
  if (plots.length === 0) return undefined;
  const title = times && sizes ? 'Times and sizes' : times ? 'Times' : 'Sizes';
  return {
    id: title.toLowerCase().replaceAll(' ', '-'),
    title,
    body: html`<div class="plots">${plots}</div>`,
  };
}
