import { endpointIds } from '../prober/questions/settings';
import type { ClusterNode } from './cluster-node';
import type { Answers } from './job-report';

/** The device that has a node's address. */
interface Card {
  readonly name: string;
  /** In bytes. */
  readonly mtu: number;
}

/** The device that has the node's address, as its Job saw it; undefined where it did not, or said no MTU. */
export function cardOf(
  { name, address }: Pick<ClusterNode, 'name' | 'address'>,
  answers: Answers,
): Card | undefined {
  const own = new Set(Object.values(address).map(String));
  const devices = answers.report(endpointIds.client('node', name))?.start.interfaces ?? [];
  const card = devices.find(({ addresses }) => addresses.some((one) => own.has(one)));
  return card?.mtu === undefined ? undefined : { name: card.name, mtu: card.mtu };
}

/** MTU of the nodes' cards, in bytes, by the node's name, as far as they were seen. */
export function nodeMtus(nodes: readonly ClusterNode[], answers: Answers): ReadonlyMap<string, number> {
  return new Map(
    nodes.flatMap((node) => {
      const card = cardOf(node, answers);
      return card ? [[node.name, card.mtu] as const] : [];
    }),
  );
}
