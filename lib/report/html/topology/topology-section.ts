import type { Datapath } from '../../../datapath';
import type { EditedEntry, Results } from '../../../results';
import { html } from '../markup';
import type { Section } from '../section';
import { compactTopology } from './compact';
import { detailedTopology } from './detailed';
import { feltLegend } from './felt-mark';
import { type Drawing, drawingOf } from './model';
import { tunnelText } from './tunnel-text';
import { type Tunnels, tunnelsOf } from './tunnels';

/** Nodes up to which everything on them is drawn: in one zone, and in all. */
const mostAbreast = 4;
const mostDetailed = 12;

/** The topology of the cluster. @param edits entries that were broken on purpose @default none */
export function topologySection(
  results: Results,
  datapath: Datapath | undefined,
  edits: readonly EditedEntry[] = [],
): Section {
  const drawing = drawingOf(results, datapath, edits);
  const { zones } = drawing;
  const count = zones.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const few = count > 0 && count <= mostDetailed && zones.every(({ nodes }) => nodes.length <= mostAbreast);
  const tunnels = datapath && tunnelsOf(results, datapath);
  return {
    id: 'topology',
    title: 'Topology',
    lead: leadOf(drawing, tunnels, { count, few, known: datapath !== undefined }),
    body: html`${datapath ? '' : html`<p class="note">Drawn from the plan alone: which devices its nodes have is not known here.</p>`}${feltLegend(drawing.marked)}${few ? detailedTopology(drawing, tunnels) : compactTopology(drawing)}`,
  };
}

interface Extent {
  readonly count: number;
  /** Whether devices are drawn, and the tunnels between them. */
  readonly few: boolean;
  /** Whether the nodes' state is known. */
  readonly known: boolean;
}

function leadOf({ zones }: Drawing, tunnels: Tunnels | undefined, { count, few, known }: Extent): string {
  const drawn = 'Pods, nodes and the network between them.';
  const partly = few && zones.length > 1 && tunnels?.kind === 'each-other';
  if (tunnels)
    return `${drawn} ${tunnelText(tunnels, count)}${partly ? ' Drawn are those within a zone.' : ''}`;
  const devices = zones.some(({ nodes }) => nodes.some((node) => node.tunnels.length > 0));
  return devices || !known ? drawn : `${drawn} Packets between nodes cross it as they are.`;
}
