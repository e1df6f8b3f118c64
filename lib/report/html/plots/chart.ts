/** Charts as SVG text, drawn once when the report is written; the page has no charting script. */
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeText, type Markup, trusted } from '../markup';

use([
  ...[CustomChart, LineChart, ScatterChart],
  ...[GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer],
]);

/** Width in pixels where a chart has no other; style sheets scale it. */
const usualWidth = 520;

/** Colours are the page's own variables, so that a chart follows it from light to dark. */
export const ink = {
  text: 'var(--text)',
  faint: 'var(--faint)',
  line: 'var(--line)',
  first: 'var(--series-1)',
  second: 'var(--series-2)',
  good: 'var(--good)',
  bad: 'var(--bad)',
  panel: 'var(--panel)',
} as const;

/** Font of all charts. */
export const font = { fontFamily: 'system-ui, sans-serif', fontSize: 13, color: ink.text } as const;

/** A chart as SVG; `height` and `width` in pixels, `label` for screen readers. */
export function chartSvg(
  option: EChartsCoreOption,
  height: number,
  label: string,
  width = usualWidth,
): Markup {
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
