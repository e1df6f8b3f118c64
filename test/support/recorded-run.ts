/** The last run on each real cluster (test/real/recorded): its plan, with every pod that was captured, and its state, read. */
import { type ClusterReading, clusterReading } from '../../lib/cluster/state/cluster-reading';
import { cnis } from '../../lib/cni';
import { type Address, type Family, isLinkLocal, type PerFamily, podName } from '../../lib/net';
import type { Plan, PlanNode } from '../../lib/plan';
import { type Results, readResults } from '../../lib/results';
import { type ReadHost, readHost } from '../../lib/state';
import { type Capture, captureFileSchema } from '../../lib/state/capture/capture';
import { recordedText, recording } from '../real/run/record';
import type { Row } from '../real/run/row';

/** A run with the captures that it took. */
export interface RecordedRun {
  readonly row: Row;
  readonly results: Results;
  readonly captures: readonly Capture[];
  readonly plan: Plan;
  /** The machines and, by their ids in the plan, the pods. */
  readonly machines: readonly RecordedMachine[];
}

/** A node or a pod, as its kernel showed it. */
export interface RecordedMachine {
  readonly id: string;
  readonly node: string;
  readonly address: PerFamily<Address>;
  readonly read: ReadHost;
}

const known = new Map<string, RecordedRun>();

/** The run on the cluster of that name. */
export function recordedRun(name: string): RecordedRun {
  const found = known.get(name) ?? read(name);
  known.set(name, found);
  return found;
}

/** What the captures say against the state that is computed. @param captures in place of those that were recorded */
export function readingOfRun({ row, plan, ...run }: RecordedRun, captures = run.captures): ClusterReading {
  const cni = cnis.find(({ name }) => name === row.cni)!;
  const mode = cni.modes.find(({ name }) => name === row.mode) ?? cni.modes[0]!;
  const dataPlane = cni.dataPlanes.find((one) => one === row.dataPlane) ?? cni.dataPlanes[0]!;
  return clusterReading({ plan, cni, choice: { mode, dataPlane } }, captures, row.name);
}

function read(name: string): RecordedRun {
  const row = recording().rows.find((one) => one.name === name)!;
  const results = readResults(recordedText(name, 'results'));
  const captures = captureFileSchema.array().parse(JSON.parse(recordedText(name, 'captures')));
  const planned: Plan = results.plan;
  const others = captures.flatMap((capture) => otherPods(planned, capture));
  const nodes = planned.nodes.map((node) => withPods(node, others));
  const plan = { ...planned, nodes };
  return { row, results, captures, plan, machines: captures.flatMap((capture) => machinesOf(plan, capture)) };
}

interface OtherPod {
  readonly node: string;
  readonly address: PerFamily<Address>;
}

/** Pods that the run did not ask: those of the name server, and others. */
function otherPods({ nodes, families }: Plan, { host, pods = [] }: Capture): OtherPod[] {
  const node = nodes.find(({ name }) => name === host)!;
  const asked = new Set(node.pods.map(({ address }) => `${address.ipv4}`));
  return pods.flatMap(({ pod, outputs }) => {
    const address = addressesOf(readHost(pod, outputs, 'pod'), families);
    return address?.ipv4 && !asked.has(`${address.ipv4}`) ? [{ node: host, address }] : [];
  });
}

function withPods(node: PlanNode, others: readonly OtherPod[]): PlanNode {
  const own = others.filter((pod) => pod.node === node.name);
  const more = own.map(({ address }, i) => ({ name: podName(node.name, node.pods.length + i), address }));
  return { ...node, pods: [...node.pods, ...more] };
}

/** Undefined where it lacks one: such are no pods, or pods without an address of their own. */
function addressesOf({ links }: ReadHost, families: readonly Family[]): PerFamily<Address> | undefined {
  const own = links
    .filter(({ name }) => name !== 'lo')
    .flatMap(({ addresses }) => addresses.map(({ address }) => address))
    .filter((address) => !isLinkLocal(address));
  const found = families.flatMap((family) => own.find((one) => one.family === family) ?? []);
  if (found.length < families.length) return undefined;
  return Object.fromEntries(
    found.map((address) => [address.family, address]),
  ) as unknown as PerFamily<Address>;
}

function machinesOf({ nodes, families }: Plan, { host, outputs, pods = [] }: Capture): RecordedMachine[] {
  const { name, address: own, pods: planned } = nodes.find((node) => node.name === host)!;
  const inside = pods.flatMap(({ pod, outputs: said }) => {
    const read = readHost(pod, said, 'pod');
    const first = `${addressesOf(read, families)?.ipv4}`;
    const meant = planned.find(({ address }) => `${address.ipv4}` === first);
    return meant ? [{ id: `pod:${meant.name}`, node: name, address: meant.address, read }] : [];
  });
  return [{ id: `node:${name}`, node: name, address: own, read: readHost(host, outputs) }, ...inside];
}
