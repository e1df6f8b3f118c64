import type { Datapath } from '../../../datapath';
import type { Results } from '../../../results';
import { html } from '../markup';
import type { Section } from '../section';
import { compactTopology } from './compact';
import { detailedTopology } from './detailed';
import { drawingOf } from './model';

/** Nodes up to which everything on them is drawn: in one zone, and in all. */
const mostAbreast = 4;
const mostDetailed = 12;

/** The topology of the cluster. */
export function topologySection(results: Results, datapath: Datapath | undefined): Section {
  const drawing = drawingOf(results, datapath);
  const { zones } = drawing;
  const count = zones.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const few = count > 0 && count <= mostDetailed && zones.every(({ nodes }) => nodes.length <= mostAbreast);
  const tunnels = zones.some(({ nodes }) => nodes.some(({ tunnels: devices }) => devices.length > 0));
  return {
    id: 'topology',
    title: 'Topology',
    lead: tunnels
      ? 'Pods, nodes and the network between them. Packets between nodes go through the tunnel devices, wrapped in packets from node to node.'
      : 'Pods, nodes and the network between them. Packets between nodes cross it as they are.',
    body: html`${datapath ? '' : html`<p class="note">Drawn from the plan alone: which devices its nodes have is not known here.</p>`}${few ? detailedTopology(drawing) : compactTopology(drawing)}`,
  };
}
