/** A lab that is measured: a process in each of its namespaces that take part, and the agent that passes on what they are asked. */

import { required } from '../../base/required';
import { inGib, machineRoom } from '../../base/room';
import { MissingFeatureError, TargetError } from '../../base/target-error';
import type { Endpoint } from '../../datapath';
import {
  type Bench,
  type BlockContents,
  type Engine,
  type NodePair,
  ownEngine,
  type Subject,
  worksBy,
} from '../../measure';
import { podPosition } from '../../net';
import type { Lab } from '../lab';
import { labEngine } from './lab-engine';
import { labProcesses } from './lab-processes';
import { podMtu } from './pod-mtu';

/** Memory of one measuring process that no other shares, in bytes. Measured: 10 to 17 MB, and the buffers of bulk. */
const ofProcess = 25_000_000;
/** Pods of a node that take part. */
const podsMeasured = ['0', '1'];

/**
 * Starts what measures a lab. @param engine the program that makes the bulk measurements
 * @throws TargetError where it has fewer than two nodes, or memory does not suffice
 */
export async function labBench(
  lab: Lab,
  subject: Subject,
  contents: Omit<BlockContents, 'sameNode'>,
  engine: Engine = ownEngine,
): Promise<Bench> {
  const pairs = nodePairs(lab);
  const taking = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  const endpoints = lab.testbed.datapath.endpoints.filter(
    ({ kind, node, id }) =>
      taking.has(node) && (kind === 'node' || (kind === 'pod' && podsMeasured.includes(podPosition(id)))),
  );
  const pods = endpoints.filter(({ kind }) => kind === 'pod');
  const sameNode = pairs.every(({ from }) => pods.filter(({ node }) => node === from).length > 1);
  const measure = await measuringBy(engine, lab, endpoints, contents);
  return { subject, pairs, contents: { ...contents, sameNode }, measure };
}

/** Each work by whoever makes it. */
async function measuringBy(
  engine: Engine,
  { agent, testbed }: Lab,
  endpoints: readonly Endpoint[],
  { works, families }: Pick<BlockContents, 'works' | 'families'>,
): Promise<Bench['measure']> {
  const { own, engine: others } = worksBy(engine, works);
  const byUs = own.length > 0 ? await labProcesses(agent, endpoints, podMtu(testbed.datapath)) : undefined;
  const byOthers = others.length > 0 ? await labEngine(agent, endpoints, families) : undefined;
  return (step) => required(others.includes(step.work) ? byOthers : byUs, step.work)(step);
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
