import { largest } from '../../../base/lists';
import type { Events } from '../../../measure';
import type { ReadySeen } from './await-ready';
import type { Moment } from './timeline';

/** From the installation to agents and nodes that are Ready, and to answers between every two nodes. */
export function readyEvents(
  subject: string,
  { installed, agents, nodes, answers }: Omit<ReadySeen, 'daemonSets'>,
): Events[] {
  const event = (kind: Events['kind'], moments: readonly Moment[]): Events => ({
    ...{ subject, kind, unseen: 0 },
    ms: moments.map(({ ms }) => Math.max(0, Math.round(ms - installed.ms))),
    resolutionMs: Math.ceil(installed.exactToMs + largest(moments.map(({ exactToMs }) => exactToMs))),
  });
  return [event('cni-ready', agents), event('node-ready', nodes), event('mesh-ready', answers)];
}
