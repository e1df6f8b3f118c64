import type { NodeStatus, StackStatus } from './status';

/** `worker-1   192.168.1.11   join   running   12:31:07`, with the message where there is one. */
export function nodeStatusLine(
  { name, address, stage, state, at, message }: NodeStatus,
  nameWidth = 0,
): string {
  const parts = [
    name.padEnd(nameWidth),
    address.padEnd(15),
    stage.padEnd(13),
    state.padEnd(7),
    at?.slice(11, 19) ?? '',
  ];
  return `${parts.join('  ').trimEnd()}${message ? `  ${message}` : ''}`;
}

/** The whole status, a line a node, and a last line that sums it up. */
export function statusText({ cluster, nodes, state, connectivity }: StackStatus): string {
  const width = Math.max(...nodes.map(({ name }) => name.length));
  const done = nodes.filter((node) => node.state === 'done').length;
  const jobs = connectivity ? `, connectivity Jobs ${connectivity.state}` : '';
  return [
    ...nodes.map((node) => nodeStatusLine(node, width)),
    `${cluster.stack} (${cluster.cni} ${cluster.mode}): ${state}, ${done} of ${nodes.length} nodes done${jobs}`,
  ].join('\n');
}
