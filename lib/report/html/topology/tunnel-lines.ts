/** Tunnels of one zone as dashed lines, one for each pair of nodes: what the pods' packets take for a cable. */
import { html, type Markup } from '../markup';
import type { Tunnels } from './tunnels';

/** A tunnel device as it is drawn, with its left and right edge. */
export interface TunnelEnd {
  readonly name: string;
  readonly left: number;
  readonly right: number;
}

/** Room between two lines, in pixels. */
const lane = 7;
/** How far from its device's edge the first line that passes others by leaves it, in pixels. */
const inset = 10;

/** The head of an arrow where packets go one way only; it takes the line's colour. */
export const arrowHead = html`<defs><marker id="one-way" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="5" markerHeight="5" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>`;

/** Neighbours are joined straight; others by a line below the devices between them, each at a height of its own. */
export function tunnelLines(
  { pairs }: Tunnels,
  ends: readonly TunnelEnd[],
  { middle, bottom }: { readonly middle: number; readonly bottom: number },
): Markup[] {
  const sent = new Set(pairs.map(({ from, to }) => `${from} ${to}`));
  const goes = (from: TunnelEnd, to: TunnelEnd) => sent.has(`${from.name} ${to.name}`);
  const couples = ends
    .flatMap((left, i) => ends.slice(i + 1).map((right, k) => ({ left, right, passed: k })))
    .sort((a, b) => a.passed - b.passed); // the longest lowest, so that few lines cross
  let lines = 0;
  return couples
    .filter(({ left, right }) => goes(left, right) || goes(right, left))
    .map(({ left, right, passed }) => {
      const path =
        passed === 0 ? `M${left.right} ${middle} H${right.left}` : around(left, right, bottom, ++lines);
      const [there, back] = [goes(left, right), goes(right, left)];
      const way = there && back ? '–' : there ? '→' : '←';
      const head = there && back ? '' : html` marker-${there ? 'end' : 'start'}="url(#one-way)"`;
      return html`<path class="tunnel" d="${path}"${head}><title>tunnel ${left.name} ${way} ${right.name}</title></path>`;
    });
}

/** @param place of the line among those that go around, from 1 */
function around(left: TunnelEnd, right: TunnelEnd, bottom: number, place: number): string {
  const shift = inset * place;
  return `M${left.right - shift} ${bottom} V${bottom + lane * (place - 0.2)} H${right.left + shift} V${bottom}`;
}
