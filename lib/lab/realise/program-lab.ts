import type { Datapath } from '../../datapath';
import type { AgentClient } from '../agent/agent-client';
import { groundwork, hostBatch } from './batches';
import type { ConvergeReport } from './realise';

/** Hosts in one request: what is to be programmed takes several times the memory of what it is made from. */
const hostsAtOnce = 40;

/**
 * Has the agent program a datapath, a few hosts at a time.
 * @param bird whether BIRD programs its routes itself
 * @param progress is called with how many hosts are done
 * @throws TargetError where a program failed
 */
export async function programLab(
  agent: AgentClient,
  datapath: Datapath,
  bird: boolean,
  progress: (done: number) => void = () => {},
): Promise<ConvergeReport> {
  const { hosts } = datapath;
  await agent.ask({ do: 'lay', groundwork: groundwork(datapath) });
  for (let first = 0; first < hosts.length; first += hostsAtOnce) {
    const some = hosts.slice(first, first + hostsAtOnce);
    await agent.ask({ do: 'program', hosts: some.map((host) => hostBatch(host, bird)) });
    progress(first + some.length);
  }
  return agent.ask({ do: 'converge' });
}
