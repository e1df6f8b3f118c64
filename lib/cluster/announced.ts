/** The address by which a node's CNI agent has the other nodes reach it, and whether somebody gave it that one. */
import type { Node } from 'kubernetes-types/core/v1';
import type { Deployment } from '../cni';
import type { NodeEvidence } from '../diagnosis';
import { Address, allFamilies } from '../net';
import { clusterNode } from './cluster-node';

type Said = Pick<NodeEvidence, 'announced' | 'tunnelMac' | 'given'>;

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
  const given = said.given === true && announced.ipv4 !== `${own}`;
  return {
    announced,
    ...(given && { given }),
    ...(said.tunnelMac && { tunnelMac: said.tunnelMac.toLowerCase() }),
  };
}

/** Why nothing can be computed of a cluster whose agents were given addresses that their nodes do not have in Kubernetes. */
export function givenDoubt(nodes: readonly Node[], deployment: Deployment | undefined): string | undefined {
  const found = nodes.flatMap((node) => {
    const { given, announced } = announcedOf(node, deployment);
    return given ? [`${node.metadata?.name} by ${announced?.ipv4}`] : [];
  });
  if (found.length === 0) return undefined;
  return `the other nodes reach ${found.join(', ')}, which was given to the CNI's agent and is not the InternalIP; what leads there, such as a NAT, is not known`;
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
