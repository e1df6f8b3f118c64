/** The address by which a node's CNI agent has the other nodes reach it, and whether a NAT makes it the node's own. */
import type { Node } from 'kubernetes-types/core/v1';
import type { Deployment } from '../cni';
import type { NodeEvidence } from '../diagnosis';
import { Address, allFamilies } from '../net';
import { clusterNode } from './cluster-node';

type Said = Pick<NodeEvidence, 'announced' | 'tunnelMac' | 'behindNat'>;

/** What the agent says in its Node's annotations; nothing where it leaves none. */
export function announcedOf(node: Node, deployment: Deployment | undefined): Said {
  const said = deployment?.announcedBy?.(node.metadata?.annotations ?? {});
  if (!said) return {};
  const announced: Said['announced'] = Object.fromEntries(
    allFamilies.flatMap((family) => {
      const address = readable(said.address[family]);
      return address ? [[family, address]] : [];
    }),
  );
  const own = clusterNode(node).address.ipv4;
  const behindNat = said.given === true && announced.ipv4 !== `${own}`;
  return {
    announced,
    ...(behindNat && { behindNat }),
    ...(said.tunnelMac && { tunnelMac: said.tunnelMac.toLowerCase() }),
  };
}

/** Why nothing can be computed of a cluster whose nodes reach one another through NATs, which no machine's state shows. */
export function natDoubt(nodes: readonly Node[], deployment: Deployment | undefined): string | undefined {
  const behind = nodes.flatMap((node) => {
    const { behindNat, announced } = announcedOf(node, deployment);
    return behindNat ? [`${node.metadata?.name} (${announced?.ipv4})`] : [];
  });
  if (behind.length === 0) return undefined;
  return `a NAT is between the nodes, whose state nobody reads: the others reach ${behind.join(', ')} by an external address`;
}

/** Whoever may write to a Node may write anything into its annotations. */
function readable(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return `${Address.parse(text)}`;
  } catch {
    return undefined;
  }
}
