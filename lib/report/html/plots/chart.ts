/** Charts as SVG text, drawn once when the report is written; the page has no charting script. */
import { BarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeText, type Markup, trusted } from '../markup';

use([BarChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);

/** Width in pixels; style sheets scale it. */
const width = 520;

/** Colours are the page's own variables, so that a chart follows it from light to dark. */
export const ink = {
  text: 'var(--text)',
  faint: 'var(--faint)',
  line: 'var(--line)',
  first: 'var(--series-1)',
  second: 'var(--series-2)',
  good: 'var(--good)',
  bad: 'var(--bad)',
} as const;

/** Font of all charts. */
export const font = { fontFamily: 'system-ui, sans-serif', fontSize: 13, color: ink.text } as const;

/** A chart as SVG; `height` in pixels, `label` for screen readers. */
export function chartSvg(option: EChartsCoreOption, height: number, label: string): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: font, backgroundColor: 'transparent', ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return trusted(
    withoutScriptHooks(svg).replace(
      /<svg width="\d+" height="\d+"/,
      `<svg role="img" aria-label="${escapeText(label)}"`,
    ),
  );
}

/** Without what the charting script would look for if it were there: it is not. */
function withoutScriptHooks(svg: string): string {
  return svg
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace(/ ecmeta_\w+="[^"]*"/g, '')
    .replace(/ class="zr[^"]*"/g, '');
}
