import { largest } from '../../base/lists';
import { progressText } from './progress';
import type { JobsStatus, NodeStatus, StackStatus } from './status';

/** Characters that the longest name takes. */
export function nameWidth(nodes: readonly { readonly name: string }[]): number {
  return largest(nodes.map(({ name }) => name.length));
}

/** `worker-1   192.168.1.11   join   running   12:31:07   since 12:29:40`, with what is known of its attempts. */
export function nodeStatusLine(node: NodeStatus, width = 0): string {
  const { name, address, stage, state, at, progress, message } = node;
  const parts = [
    name.padEnd(width),
    address.padEnd(15),
    stage.padEnd(13),
    state.padEnd(7),
    at?.slice(11, 19) ?? '',
    message ?? progressText(state, progress),
  ];
  return parts.join('  ').trimEnd();
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

function jobsText(connectivity: JobsStatus | undefined): string {
  return connectivity ? `, connectivity Jobs ${jobsStatusText(connectivity)}` : '';
}

/** `run 2 running: collect, since 12:31:07`. Until their first run, the first control plane waits for all nodes to be Ready. */
export function jobsStatusText({ run, stage, state, progress, message }: JobsStatus): string {
  if (state === 'unknown') return 'not started';
  const how = message ?? progressText(state, progress);
  const word = `${run === undefined || run === 1 ? '' : `run ${run} `}${state}`;
  return state === 'done' ? word : `${word}: ${stage}${how ? `, ${how}` : ''}`;
}
