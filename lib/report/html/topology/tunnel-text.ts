/** Where tunnels lead, in words: they are pairs of nodes, and mostly all pairs. */
import { named } from '../../../base/lists';
import type { NodePair, Tunnels } from './tunnels';

/** What goes through tunnels, and which nodes these lead from and to, in sentences. */
export function tunnelText(tunnels: Tunnels, nodes: number): string {
  const { kind, pairs, missing, sampledOf } = tunnels;
  const zones = kind === 'other-zones';
  const lead =
    missing.length > pairs.length
      ? `${list(pairs)}, and between no other nodes`
      : `${whole(kind, nodes)}${missing.length > 0 ? `, but not ${list(missing)}` : ''}`;
  return [
    `Packets between pods of two ${zones ? 'zones' : 'nodes'} are wrapped in packets from node to node: tunnels lead ${lead}.`,
    ...(zones ? ['Within a zone packets cross the network as they are.'] : []),
    ...(sampledOf ? [`Some of the ${sampledOf} others of each node were looked at.`] : []),
  ].join(' ');
}

function whole(kind: Tunnels['kind'], nodes: number): string {
  if (kind === 'other-zones') return 'from each node to each node of the other zones';
  return nodes === 2 ? 'from either node to the other' : 'from each node to each other';
}

const list = (pairs: readonly NodePair[]) => named(pairs.map(({ from, to }) => `from ${from} to ${to}`));
