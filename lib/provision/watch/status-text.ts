import { largest } from '../../base/lists';
import type { NodeStatus, StackStatus } from './status';

/** Characters that the longest name takes. */
export function nameWidth(nodes: readonly { readonly name: string }[]): number {
  return largest(nodes.map(({ name }) => name.length));
}

/** `worker-1   192.168.1.11   join   running   12:31:07`, with the message where there is one. */
export function nodeStatusLine({ name, address, stage, state, at, message }: NodeStatus, width = 0): string {
  const parts = [
    name.padEnd(width),
    address.padEnd(15),
    stage.padEnd(13),
    state.padEnd(7),
    at?.slice(11, 19) ?? '',
  ];
  return `${parts.join('  ').trimEnd()}${message ? `  ${message}` : ''}`;
}

/** The whole status, a line a node, and a last line that sums it up. */
export function statusText({ cluster, nodes, state, connectivity }: StackStatus): string {
  const width = nameWidth(nodes);
  const done = nodes.filter((node) => node.state === 'done').length;
  return [
    ...nodes.map((node) => nodeStatusLine(node, width)),
    `${cluster.stack} (${cluster.cni} ${cluster.mode}): ${state}, ${done} of ${nodes.length} nodes done${jobsText(connectivity)}`,
  ].join('\n');
}

/** `unknown` of the Jobs: the first control plane starts them once all nodes are Ready. */
function jobsText(connectivity: StackStatus['connectivity']): string {
  if (!connectivity) return '';
  const { state, message } = connectivity;
  const word = state === 'unknown' ? 'not started' : state;
  return `, connectivity Jobs ${word}${state === 'failed' && message ? `: ${message}` : ''}`;
}
