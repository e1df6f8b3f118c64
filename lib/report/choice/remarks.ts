/** What is to be said of several modes at once: answers that are the same are said once, with where they hold. */
import { groupBy } from '../../base/lists';
import type { Answer } from './choice';

/** One answer, and where it holds. */
export interface Placed {
  readonly mode: string;
  readonly dataPlane: string;
  readonly answer: Answer;
}

/** A mode with one of its data planes. */
export type Place = Omit<Placed, 'answer'>;

/** One line: what is said, of which need, and where; empty where it holds for all. */
export interface Remark {
  readonly answer: Answer;
  readonly where: string;
}

/** Each different answer once, need by need. @param all every place that is spoken of, so that what holds for all needs no place */
export function remarksOf(placed: readonly Placed[], all: readonly Place[]): Remark[] {
  const ofNeed = [...groupBy(placed, ({ answer }) => answer.need).values()];
  const same = ofNeed.flatMap((list) => [...groupBy(list, ({ answer }) => JSON.stringify(answer)).values()]);
  return same.map((places) => ({ answer: places[0]!.answer, where: whereText(places, all) }));
}

/** `with nftables`, or the modes: `vxlan, bgp; ipip with ebpf`. */
function whereText(places: readonly Place[], all: readonly Place[]): string {
  if (places.length === all.length) return '';
  const [here, everywhere] = [planesByMode(places), planesByMode(all)];
  const planes = new Set(here.values());
  const isWhole = [...here].some(([mode, list]) => list === everywhere.get(mode));
  if (here.size === everywhere.size && planes.size === 1 && !isWhole) return `with ${[...planes].join()}`;
  return placesText(places, all);
}

/** Modes; where not all data planes of one are meant, those that are. @param all every data plane of the modes */
export function placesText(places: readonly Place[], all: readonly Place[]): string {
  const everywhere = planesByMode(all);
  const groups = groupBy(planesByMode(places), ([mode, planes]) =>
    planes === everywhere.get(mode) ? '' : ` with ${planes}`,
  );
  return [...groups].map(([planes, list]) => `${list.map(([mode]) => mode).join(', ')}${planes}`).join('; ');
}

/** `iptables, ebpf`, by mode. */
function planesByMode(places: readonly Place[]): Map<string, string> {
  const lists = [...groupBy(places, ({ mode }) => mode)];
  return new Map(lists.map(([mode, list]) => [mode, list.map(({ dataPlane }) => dataPlane).join(', ')]));
}
