/** A lab that is measured: a process in each of its namespaces that take part, and the agent that passes on what they are asked. */

import { required } from '../../base/required';
import { inGib, machineRoom } from '../../base/room';
import { MissingFeatureError, TargetError } from '../../base/target-error';
import type { Endpoint } from '../../datapath';
import { type Bench, type BlockContents, labAmounts, type NodePair, type Subject } from '../../measure';
import { podPosition } from '../../net';
import { measurePort } from '../../net/protocol';
import { agentEndpoint, type MeasuredEndpoint } from '../agent/agent-protocol';
import type { Lab } from '../lab';

/** Memory of one measuring process that no other shares, in bytes. Measured: 10 to 17 MB, and the buffers of bulk. */
const ofProcess = 25_000_000;
/** Pods of a node that take part. */
const podsMeasured = ['0', '1'];

/** Starts what measures a lab. @throws TargetError where it has fewer than two nodes, or memory does not suffice */
export async function labBench(
  lab: Lab,
  subject: Subject,
  contents: Omit<BlockContents, 'sameNode'>,
): Promise<Bench> {
  const pairs = nodePairs(lab);
  const taking = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  const endpoints = lab.testbed.datapath.endpoints.filter(
    ({ kind, node, id }) =>
      taking.has(node) && (kind === 'node' || (kind === 'pod' && podsMeasured.includes(podPosition(id)))),
  );
  const places = new Map(endpoints.map(({ id }, place) => [id, place]));
  const pods = endpoints.filter(({ kind }) => kind === 'pod');
  const sameNode = pairs.every(({ from }) => pods.filter(({ node }) => node === from).length > 1);
  await lab.agent.ask({ do: 'start-measuring', endpoints: processesOf(endpoints) });
  return {
    subject,
    pairs,
    contents: { ...contents, sameNode },
    measure: ({ work, family, from, to }) => {
      const server = endpoints[required(places.get(to), to)]!;
      const address = `${required(server.address[family], `${family} address of ${to}`)}`;
      // A process that asks itself would have no second one to wake.
      const port = from === to ? secondPort : measurePort;
      const task = { ...labAmounts[work], work, family, address, port, server: to };
      return lab.agent.ask({ do: 'measure', from: required(places.get(from), from), task });
    },
  };
}

/** Where an endpoint's second process serves. */
const secondPort = measurePort + 1;

/** A process for each endpoint, in their order; then a second one for each node, so that it can be both ends of a path. */
function processesOf(endpoints: readonly Endpoint[]): MeasuredEndpoint[] {
  const at = (port: number) => (endpoint: Endpoint) => ({ ...agentEndpoint(endpoint), port });
  const nodes = endpoints.filter(({ kind }) => kind === 'node');
  return [...endpoints.map(at(measurePort)), ...nodes.map(at(secondPort))];
}

/** @throws TargetError where so many processes do not fit into this machine's memory */
export function refuseTooManyProcesses(labs: number, room = machineRoom()): void {
  const processes = labs * 2 * (2 + podsMeasured.length);
  if (processes * ofProcess <= room) return;
  throw new TargetError(
    `${labs} labs that are measured side by side take about ${inGib(processes * ofProcess)} of memory, and ${inGib(room)} are free`,
    'Choose fewer modes with --cni and --mode',
  );
}

/** Both directions between two nodes, of workers where there are two. @throws TargetError where there is one node */
function nodePairs({ testbed: { plan } }: Lab): NodePair[] {
  const workers = plan.nodes.filter(({ role }) => role === 'worker');
  const [first, second] = workers.length >= 2 ? workers : plan.nodes;
  if (!first || !second || first.pods.length === 0 || second.pods.length === 0)
    throw new MissingFeatureError(
      'it takes two nodes with a pod each to measure what a CNI adds between them',
      'Give the spec nodes and pods: --nodes 3 --pods-per-node 2',
      'it has no two nodes with pods',
    );
  return [
    { from: first.name, to: second.name },
    { from: second.name, to: first.name },
  ];
}
