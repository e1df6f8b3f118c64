import { release } from 'node:os';
import { append } from '../../base/lists';
import type { Host } from '../../datapath';
import { type Capture, captureSchemaName } from '../../state/capture';
import type { AgentClient } from '../agent/agent-client';
import type { HostToRead } from './questions';
import type { HostState } from './read-state';

/** Hosts in one request: the answer is a line, with up to 100 kB for each host. */
const hostsAtOnce = 100;

/**
 * The real state of these hosts of a lab, as the tools of this machine tell it: a capture each, in the hosts' order. Pods are
 * hosts of their own.
 * @param some is called with each part of them, while the next hosts are asked
 * @throws TargetError where the agent ends or a host's namespace has been removed
 */
export async function captureLab(
  agent: AgentClient,
  hosts: readonly Pick<Host, 'name' | 'bgp'>[],
  some: (captures: readonly Capture[]) => void = () => {},
): Promise<Capture[]> {
  const captures: Capture[] = [];
  let last: readonly Capture[] = [];
  for (let first = 0; first < hosts.length; first += hostsAtOnce) {
    const asked = hosts.slice(first, first + hostsAtOnce);
    const answer = agent.ask({ do: 'read-state', hosts: asked.map(toRead) });
    some(last);
    last = (await answer).map((state, i) => captureOf(asked[i]!.name, state));
    append(captures, last);
  }
  some(last);
  return captures;
}

const toRead = ({ name, bgp }: Pick<Host, 'name' | 'bgp'>): HostToRead => ({
  namespace: name,
  bird: bgp !== undefined,
});

function captureOf(host: string, { takenAt, outputs }: HostState): Capture {
  return { schema: captureSchemaName, host, takenAt, kernel: release(), root: true, outputs };
}
