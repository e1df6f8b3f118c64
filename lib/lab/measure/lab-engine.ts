/** Bulk in a lab by iperf3: its servers in the namespaces of the lab, and a client for each measurement. */
import { required } from '../../base/required';
import type { Endpoint } from '../../datapath';
import { type Bench, iperf3Client, iperf3Report, iperf3Server, iperf3Task, type Step } from '../../measure';
import type { Family } from '../../net';
import { enginePort } from '../../net/protocol';
import type { AgentClient } from '../agent/agent-client';

/** Starts a server on the address of one family of each endpoint. Returns what measures by them. */
export async function labEngine(
  agent: AgentClient,
  endpoints: readonly Endpoint[],
  families: readonly Family[],
): Promise<Bench['measure']> {
  const servers = endpoints.flatMap((endpoint) =>
    families.map((family) => ({
      ...{ namespace: endpoint.host, port: enginePort },
      args: iperf3Server(addressOf(endpoint, family)),
    })),
  );
  await agent.ask({ do: 'start-engine', servers });
  const endpointOf = (id: string) =>
    required(
      endpoints.find((one) => one.id === id),
      id,
    );
  return async ({ work, family, from, to }: Step) => {
    const task = iperf3Task(work, addressOf(endpointOf(to), family));
    const { host: namespace } = endpointOf(from);
    const { stdout, stderr } = await agent.ask({ do: 'run-engine', namespace, args: iperf3Client(task) });
    return iperf3Report(from, stdout || stderr, task).measured;
  };
}

const addressOf = ({ id, address }: Endpoint, family: Family): string =>
  `${required(address[family], `${family} address of ${id}`)}`;
