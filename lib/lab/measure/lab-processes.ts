/** A lab is measured by the testbed's own program: a process in each namespace that takes part. */
import { required } from '../../base/required';
import { askedAddress, type Endpoint } from '../../datapath';
import { type Bench, labAmounts } from '../../measure';
import { measurePort } from '../../net/protocol';
import type { AgentClient } from '../agent/agent-client';
import { agentEndpoint, type MeasuredEndpoint } from '../agent/agent-protocol';

/** Where an endpoint's second process serves. */
const secondPort = measurePort + 1;

/** Starts the processes. Returns what measures by them. @param packet size of large datagrams, in bytes */
export async function labProcesses(
  agent: AgentClient,
  endpoints: readonly Endpoint[],
  packet: number | undefined,
): Promise<Bench['measure']> {
  const places = new Map(endpoints.map(({ id }, place) => [id, place]));
  await agent.ask({ do: 'start-measuring', endpoints: processesOf(endpoints) });
  return ({ work, family, from, to }) => {
    const server = endpoints[required(places.get(to), to)]!;
    const client = required(endpoints[required(places.get(from), from)], from);
    const address = `${required(askedAddress(client, server, family), `${family} address of ${to}`)}`;
    // A process that asks itself would have no second one to wake.
    const port = from === to ? secondPort : measurePort;
    const task = {
      ...{ ...labAmounts[work], work, family, address, port, server: to },
      ...(work === 'udp-large' ? { packet } : {}),
    };
    return agent.ask({ do: 'measure', from: required(places.get(from), from), task });
  };
}

/** A process for each endpoint, in their order; then a second one for each node, so that it can be both ends of a path. */
function processesOf(endpoints: readonly Endpoint[]): MeasuredEndpoint[] {
  const at = (port: number) => (endpoint: Endpoint) => ({ ...agentEndpoint(endpoint), port });
  const nodes = endpoints.filter(({ kind }) => kind === 'node');
  return [...endpoints.map(at(measurePort)), ...nodes.map(at(secondPort))];
}
