/** Where things are in the drawing of a few nodes, in pixels. */
import type { Drawing, DrawnNode } from './model';

/** Pods that a node shows; the rest is a number. */
export const mostPods = 4;

/** A pod's box, and the room between two. */
export const pod = { width: 104, height: 42, gap: 8 };
/** A node's box: the room inside of its edges and between two, and its height. */
export const box = { pad: 14, gap: 26, head: 46, height: 306 };
/** How far down in a node its pods and devices are, and how high a device is. */
export const row = { pods: 46, bridge: 122, tunnel: 182, uplink: 248, device: 38 };
/** The boxes of NATs, below the nodes. */
export const nat = { top: box.height + 16, height: 28 };
/** Height of the bar of a switch or a router. */
export const switchHeight = 34;
/** Room at the right for the cables from the switches to the router. */
export const trunk = 22;
const card = { least: 164, gap: 8 };
const barGap = 14;

/** Width of a node's box. */
export function widthOf({ pods, cards }: DrawnNode): number {
  const shown = Math.min(pods.length, mostPods) + (pods.length > mostPods ? 0.5 : 0);
  const carded = cards.length < 2 ? 0 : cards.length * (card.least + card.gap) - card.gap + 2 * box.pad;
  return Math.max(232, carded, shown * (pod.width + pod.gap) - pod.gap + 2 * box.pad);
}

/** A node's card at that place, from the left edge of its node's box. */
export function cardPlace(node: DrawnNode, i: number): { left: number; width: number; middle: number } {
  const room = widthOf(node) - 2 * box.pad + card.gap;
  const width = room / node.cards.length - card.gap;
  const left = box.pad + i * (width + card.gap);
  return { left, width, middle: left + width / 2 };
}

/** How far down the bars of switches are: that of the zone, and those of further subnets. */
export function barsOf({ zones, subnets }: Drawing): {
  zone: number;
  subnets: readonly number[];
  bottom: number;
} {
  const natted = zones.some(({ nodes }) => nodes.some((node) => node.nat));
  const zone = box.height + 40 + (natted ? nat.height : 0);
  const step = switchHeight + barGap;
  return {
    zone,
    subnets: subnets.map((_, i) => zone + (i + 1) * step),
    bottom: zone + subnets.length * step + switchHeight,
  };
}
