/** Runs on real clusters that were broken, on purpose or in their answers: what is to blame, and where. */
import type { ClusterObservations } from '../../lib/cluster/observations';
import { styleFor, terminalReport } from '../../lib/report';
import type { Results } from '../../lib/results';
import { recorded as captures } from '../support/captures';
import { changed, judged, type Recorded, read, readAgain } from './real-observations';

const again = (name: string) => judged(name, changed(read(name), readAgain));
const codesOf = ({ diagnoses }: Results) => diagnoses.map(({ code }) => code);
const suspectsOf = ({ diagnoses: [first] }: Results) => first!.suspects!.map(({ code }) => code);

describe.each([
  ['flannel', 8472],
  ['calico', 4789],
  ['cilium', 8472],
])('where the port of %s’s tunnel was closed on a node,', (cni, port) => {
  const run = again(`${cni}-vxlan-port-closed`);

  test('one cause is found, at that node, and a firewall is left to blame', () => {
    expect(codesOf(run)).toEqual(['narrowed']);
    expect(run.diagnoses[0]!.at).toEqual(['testbed-worker2']);
    expect(suspectsOf(run)).toContain('firewall');
  });

  test('it is said that only what goes through the tunnel fails, with its port', () => {
    expect(run.diagnoses[0]!.details).toMatchObject({ tunnel: { protocol: 'udp', port } });
    expect(run.diagnoses[0]!.cause).toContain(`what fails goes through a tunnel (UDP port ${port})`);
  });
});

test('where a route was deleted, one cause is found, between its two nodes', () => {
  const run = again('flannel-vxlan-route-deleted');
  expect(codesOf(run)).toEqual(['narrowed']);
  expect([...run.diagnoses[0]!.at!].sort()).toEqual(['testbed-worker', 'testbed-worker2']);
  expect(suspectsOf(run)).toContain('route');
});

test('where a policy cut off the DNS pods, policies are among what is left to blame, with how to list them', () => {
  const run = again('cilium-vxlan-dns-policy');
  expect(codesOf(run)).toEqual(['cluster-dns']);
  expect(run.summary.mispredicted).toBe(0);
  expect(suspectsOf(run)).toContain('policy');
  expect(terminalReport(run, styleFor(false))).toContain('kubectl get networkpolicy -A');
});

test('where the mode was changed below pods with the MTU of a tunnel, that is said alone', () => {
  const run = again('flannel-host-gw-old-pods');
  expect(codesOf(run)).toEqual(['mtu-wasteful']);
  expect(run.summary.fail).toBe(run.diagnoses[0]!.explains);
});

test('pods with a larger MTU than the tunnel’s fail nothing where their node tells them, and differ from what is predicted', () => {
  const { summary } = again('flannel-vxlan-pod-mtu');
  expect([summary.fail, summary.mispredicted]).toEqual([0, 12]);
});

test('where the mode is not known, nothing is predicted, and addresses that agents chose fail nothing', () => {
  const file = changed(read('cilium-vxlan-dual-no-mode'), readAgain);
  const { checks, summary } = judged('', file);
  const failing = checks.filter(({ verdict }) => verdict === 'fail');
  expect(new Set(failing.map(({ id, protocol }) => `${id} ${protocol}`))).toEqual(
    new Set(['service/hairpin udp']),
  );
  expect(summary.mispredicted).toBe(0);
});

const other = 'testbed-worker2';
const nodeOf = (id: string) => id.split(':')[1]!.split('/')[0]!;

/** As where the other side of a node's cable lets through 1400 bytes, and drops larger packets without a word. */
function throughNarrowPort(answer: Recorded, from: string): Recorded {
  const ends = [nodeOf(from), nodeOf(answer.to)];
  if (answer.asked !== 'mtu' || ends[0] === ends[1] || !ends.includes(other)) return answer;
  const wrapped = answer.to.startsWith('pod:');
  return { ...answer, localLimit: answer.bytes, bytes: wrapped ? 1350 : 1400 };
}

test('a black hole at the port of one node has one cause, and it names the node', () => {
  const run = judged('flannel-vxlan', changed(read('flannel-vxlan'), throughNarrowPort));
  expect(codesOf(run)).toEqual(['mtu-black-hole']);
  expect(run.diagnoses[0]!.at).toEqual([other]);
  expect(run.diagnoses[0]!.explains).toBe(run.summary.fail);
});

/** As where an agent stood still when the probes' pods came: nobody gets to the pods of its node, nor they anywhere. */
function withoutRoutes(answer: Recorded, from: string): Recorded {
  const pods = [from, answer.to].filter((id) => id.startsWith('pod:'));
  if (!pods.some((id) => nodeOf(id) === other)) return answer;
  if (answer.asked === 'mtu') return { asked: 'mtu', to: answer.to, family: 'ipv4', error: 'lost' };
  const { answeredBy: _who, source: _source, addresses: _addresses, ...question } = answer;
  return { ...question, reachable: false, failure: { code: 'no-answer', afterMs: 1500 } };
}

function withAgents(file: ClusterObservations, ready: number): ClusterObservations {
  const status = { desiredNumberScheduled: 3, currentNumberScheduled: 3, numberReady: ready };
  const daemonSets = file.daemonSets.map((one) => ({ ...one, status: status as never }));
  return { ...file, daemonSets };
}

describe('an agent that stands still', () => {
  const broken = changed(read('calico-vxlan'), withoutRoutes);
  const run = judged('calico-vxlan', withAgents(broken, 2));

  test('is the first to be looked at where the cluster says that it is not ready', () => {
    expect(run.diagnoses[0]!.at).toEqual([other]);
    expect(suspectsOf(run)[0]).toBe('agent');
    expect(run.diagnoses[0]!.suspects![0]!.what).toContain('2 of 3 are ready');
  });

  test('is one of those that are left where the cluster says nothing', () => {
    const suspects = suspectsOf(judged('calico-vxlan', broken));
    expect(suspects).toContain('agent');
    expect(suspects[0]).not.toBe('agent');
  });

  test('is said also where nothing fails', () => {
    const note = (ready: number) =>
      judged('calico-vxlan', withAgents(read('calico-vxlan'), ready)).notes.filter((one) =>
        /agents/.test(one),
      );
    expect(note(2)).toEqual([
      "Of the CNI's agents (DaemonSet calico-node) 2 of 3 are ready: where one is not, nothing new may be programmed",
    ]);
    expect(note(3)).toEqual([]);
  });
});

describe('the mark that a removed CNI leaves on nodes', () => {
  /** The conditions of real nodes, by the name of their cluster. */
  const withNodesOf = (name: string): ClusterObservations => {
    const file: ClusterObservations = read('cilium-vxlan');
    const nodes = captures(name).cluster.nodes as unknown as ClusterObservations['nodes'];
    const conditions = new Map(nodes.map((node) => [node.metadata?.name, node.status?.conditions ?? []]));
    return {
      ...file,
      nodes: file.nodes.map((node) => {
        const own = conditions.get(node.metadata?.name) ?? [];
        return { ...node, status: { ...node.status, conditions: [...own] } };
      }),
    };
  };
  const marks = (name: string) =>
    judged('cilium-vxlan', withNodesOf(name)).notes.filter((one) => one.includes('NetworkUnavailable'));

  test('is said with the nodes, as the probes run there and ordinary pods do not', () => {
    const [note, ...more] = marks('leftovers-calico');
    expect(more).toEqual([]);
    expect(note).toContain('testbed-worker2 (NetworkUnavailable: CalicoIsDown)');
  });

  test('is not seen where a CNI runs', () => {
    expect(marks('cilium-vxlan')).toEqual([]);
    expect(marks('calico-vxlan')).toEqual([]);
  });
});
