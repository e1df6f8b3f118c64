/** Problems that people reported in public, as a cluster's Jobs would see them: what is said of each must be true. */
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import type { ClusterObservations } from '../../lib/cluster/observations';
import { cnis } from '../../lib/cni';
import type { Diagnosis } from '../../lib/diagnosis';
import { placeOf } from '../../lib/net';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { fakeNodes, type ReportOptions } from './fake-cluster';
import { observations } from './fake-observations';

type Answer = ReportedObservation;
type Picks = (answer: Answer, from: string) => boolean;

const egress = { address: '203.0.113.7', port: 30_001 };
const lost = {
  reachable: false,
  answeredBy: undefined,
  source: undefined,
  failure: { code: 'no-answer', afterMs: 1500 },
} as const;

/** A healthy cluster in which these answers are lost. */
const losing = (picks: Picks, options: ReportOptions & { count?: number } = {}) =>
  observations({
    ...options,
    nodes: fakeNodes(options.count ?? 3),
    agent: 'kube-flannel-ds',
    change: (answer, from) => (picks(answer, from) ? { ...answer, ...lost } : answer),
  });

const nodeName = (id: string) => placeOf(id)?.node;
const isPlain = ({ asked }: Answer) => asked === 'reach' || asked === 'host-pod';
const toPod = ({ to }: Answer) => to.startsWith('pod:');
const crosses: Picks = (answer, from) => nodeName(from) !== nodeName(answer.to);
const ofPods: Picks = (answer, from) => isPlain(answer) && crosses(answer, from) && toPod(answer);
const isPod = (from: string) => from.startsWith('pod:');

/** The address of the pod that asks. */
const clientOf = (from: string) => fakeNodes(3).find(({ name }) => name === nodeName(from))!.pods[1];

type Node = ClusterObservations['nodes'][number];

/** The observations with their Node objects changed. */
const withNodes = (file: ClusterObservations, change: (node: Node, index: number) => Node) => ({
  ...file,
  nodes: file.nodes.map(change),
});
const annotated = (file: ClusterObservations, annotations: (index: number) => Record<string, string>) =>
  withNodes(file, ({ metadata, ...node }, i) => ({
    ...node,
    metadata: { ...metadata, annotations: annotations(i) },
  }));

const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const diagnosed = (file: ClusterObservations) => judgeCluster(file, { name: 'cluster' }, run).diagnoses;

interface Problem {
  readonly about: string;
  readonly seen: ClusterObservations;
  readonly code: string;
  /** Who is left to blame; of a named cause, the one. */
  readonly suspects: readonly string[];
  readonly at?: readonly string[];
}

const sameShare = fakeNodes(3).map((node) => ({
  ...node,
  pods: ['10.244.0.2', '10.244.0.3', '10.244.0.4'] as const,
  podCidr: '10.244.0.0/24',
}));
const natCard = fakeNodes(3).map((node) => ({ ...node, address: '10.0.2.15' }));

/** Only what has the small card at one end is held back. */
const atSmallCard = (answer: Answer, from: string): Answer =>
  crosses(answer, from) && [nodeName(from), nodeName(answer.to)].includes('worker-1')
    ? { ...answer, bytes: 1400, localLimit: nodeName(from) === 'worker-1' ? 1400 : 1500 }
    : answer;

/** The Job of a node saw its card with another MTU than the others have, and packets as large as that pass. */
function smallCard(sized: (answer: Answer, from: string) => Answer = atSmallCard): ClusterObservations {
  const file = observations({
    agent: 'kube-flannel-ds',
    change: (answer, from) => (answer.asked === 'mtu' ? sized(answer, from) : answer),
  });
  const log = Object.keys(file.logs).find((job) => job.includes('node') && job.endsWith('worker-1'))!;
  return { ...file, logs: { ...file.logs, [log]: file.logs[log]!.replace('"mtu":1500', '"mtu":1400') } };
}

const problems: readonly Problem[] = [
  {
    about: 'br_netfilter is off: pods reach no Service whose backend is on their own node',
    seen: losing(({ asked }, from) => asked === 'service/cluster-ip' && isPod(from)),
    code: 'service-own-node',
    suspects: ['bridge-netfilter', 'service-proxy', 'policy'],
  },
  {
    about: 'checksum offload: nodes reach no Service whose backend is on another node',
    seen: losing(({ asked }, from) => asked === 'service/cluster-ip' && !isPod(from)),
    code: 'service-from-nodes',
    suspects: ['checksum-offload', 'service-proxy', 'masquerade'],
  },
  {
    about: "a NodePort answers on the pod's node only",
    seen: losing(({ asked, to }) => asked === 'service/node-port' && to !== 'node:worker-1'),
    code: 'node-port-elsewhere',
    suspects: ['firewall', 'masquerade', 'forwarding', 'service-proxy'],
  },
  {
    about: 'a pod does not reach itself through its Service',
    seen: losing(({ asked }) => asked === 'service/hairpin'),
    code: 'service-hairpin',
    suspects: ['hairpin', 'masquerade'],
  },
  {
    about: 'a policy cuts off the DNS pods',
    seen: observations({
      change: (answer) =>
        answer.asked === 'dns'
          ? {
              ...answer,
              reachable: false,
              addresses: undefined,
              failure: { code: 'no-answer', afterMs: 5000 },
            }
          : answer,
    }),
    code: 'cluster-dns',
    suspects: ['dns', 'policy', 'firewall', 'service-proxy'],
  },
  {
    about: 'nothing is masqueraded: pods do not get out',
    seen: losing(({ asked }) => asked === 'egress/nat', { egress }),
    code: 'egress-cut-off',
    suspects: ['masquerade', 'route', 'firewall', 'fabric', 'policy'],
  },
  {
    about: "nothing is masqueraded, and outside the pods' own addresses are seen",
    seen: observations({
      egress,
      change: (answer, from) =>
        answer.asked === 'egress/nat' ? { ...answer, source: clientOf(from) } : answer,
    }),
    code: 'egress-not-masqueraded',
    suspects: ['masquerade'],
  },
  {
    about: "the hypervisor swallows the tunnel's packets between all nodes",
    seen: losing(ofPods),
    code: 'narrowed',
    suspects: [
      ...['firewall', 'route', 'neighbour', 'forwarding-entry', 'tunnel-settings', 'reverse-path', 'fabric'],
      ...['agent', 'checksum-offload'],
    ],
    at: [],
  },
  {
    about: 'UDP alone is dropped between nodes',
    seen: losing((answer, from) => ofPods(answer, from) && answer.protocol === 'udp'),
    code: 'narrowed',
    suspects: ['firewall', 'route', 'fabric', 'checksum-offload'],
    at: [],
  },
  {
    about: "one pod's route on its node is removed",
    seen: losing((answer) => isPlain(answer) && answer.to === 'pod:worker-1/0'),
    code: 'narrowed',
    suspects: [
      ...['firewall', 'route', 'neighbour', 'forwarding-entry', 'reverse-path', 'address', 'mac'],
      ...['listener', 'policy', 'agent'],
    ],
    at: ['pod:worker-1/0', 'worker-1'],
  },
  {
    about: 'two bad nodes of six explain all',
    seen: losing(
      (answer, from) =>
        ofPods(answer, from) &&
        [from, answer.to].some((id) => ['worker-1', 'worker-4'].includes(`${nodeName(id)}`)),
      { count: 6 },
    ),
    code: 'narrowed',
    suspects: [
      ...['firewall', 'route', 'neighbour', 'forwarding-entry', 'tunnel-settings', 'reverse-path', 'link'],
      ...['address', 'mac', 'fabric', 'agent', 'checksum-offload'],
    ],
    at: ['worker-1', 'worker-4'],
  },
  {
    about: 'pods reach no node, while all else passes',
    seen: losing((answer, from) => isPlain(answer) && isPod(from) && !toPod(answer)),
    code: 'narrowed',
    suspects: ['firewall', 'route', 'neighbour', 'reverse-path', 'masquerade', 'agent'],
    at: [],
  },
  {
    about: 'the network underneath: a node is reached by nothing and reaches nothing',
    seen: losing(
      (answer, from) =>
        isPlain(answer) &&
        crosses(answer, from) &&
        [from, answer.to].some((id) => nodeName(id) === 'worker-2'),
    ),
    code: 'narrowed',
    suspects: ['firewall', 'route', 'neighbour', 'reverse-path', 'link', 'address', 'mac', 'fabric'],
    at: ['worker-2'],
  },
  {
    about: 'all nodes have one InternalIP, that of their NAT card',
    seen: { ...losing(crosses), nodes: observations({ nodes: natCard }).nodes },
    code: 'duplicate-address',
    suspects: ['address'],
    at: ['node:control-plane-1', 'node:worker-1', 'node:worker-2'],
  },
  {
    about: 'all nodes have one share of the pod network',
    seen: observations({ nodes: sameShare as never, agent: 'kube-flannel-ds' }),
    code: 'shares-equal',
    suspects: ['address'],
    at: ['control-plane-1', 'worker-1', 'worker-2'],
  },
  {
    about: 'every agent announces 10.0.2.15',
    seen: annotated(losing(ofPods), () => ({ 'flannel.alpha.coreos.com/public-ip': '10.0.2.15' })),
    code: 'announced-equal',
    suspects: ['address'],
    at: ['control-plane-1', 'worker-1', 'worker-2'],
  },
  {
    about: 'two cloned machines announce one tunnel MAC address',
    seen: annotated(losing(ofPods), (i) => ({
      'flannel.alpha.coreos.com/public-ip': `192.168.1.${10 + i}`,
      'flannel.alpha.coreos.com/backend-data': `{"VNI":1,"VtepMAC":"aa:bb:cc:dd:ee:0${i === 0 ? 0 : 1}"}`,
    })),
    code: 'announced-equal',
    suspects: ['address'],
    at: ['worker-1', 'worker-2'],
  },
  {
    about: "one agent takes a bridge's address for the node's",
    seen: annotated(
      {
        ...losing(
          (answer, from) =>
            ofPods(answer, from) && [from, answer.to].some((id) => nodeName(id) === 'worker-1'),
        ),
        daemonSets: observations().daemonSets,
      },
      (i) => ({ 'projectcalico.org/IPv4Address': i === 1 ? '172.21.0.1/16' : `192.168.1.${10 + i}/24` }),
    ),
    code: 'announced-other',
    suspects: ['address'],
    at: ['worker-1'],
  },
  {
    about: 'a node is left without a share',
    seen: withNodes(
      losing(
        (answer, from) => ofPods(answer, from) && [from, answer.to].some((id) => nodeName(id) === 'worker-2'),
      ),
      (node, i) => (i === 2 ? { ...node, spec: {} } : node),
    ),
    code: 'shares-missing',
    suspects: ['address'],
    at: ['worker-2'],
  },
  {
    about: "one node's card has another MTU than the others'",
    seen: smallCard(),
    code: 'card-mtu',
    suspects: ['mtu'],
    at: ['worker-1'],
  },
];

const codesOf = (found: readonly Diagnosis[]) => found.map(({ code }) => code);
const isNode = ({ at = [] }: Problem, [found]: readonly Diagnosis[]) =>
  [...(found?.at ?? [])].sort().join() === [...at].sort().join();

describe('of a problem that people reported, the cause is named, or narrowed to what is left', () => {
  test.each(problems.map((problem) => [problem.about, problem] as const))('%s', (_, problem) => {
    const found = diagnosed(problem.seen);
    expect(codesOf(found)).toEqual([problem.code]);
    expect(found[0]!.suspects!.map(({ code }) => code)).toEqual(problem.suspects);
    expect(problem.at === undefined || isNode(problem, found)).toBe(true);
    if (problem.suspects.length > 1)
      for (const { what, look } of found[0]!.suspects!)
        expect([what, look]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
  });

  test('agents that are not ready are named beside them', () => {
    const file = losing(
      (answer, from) => ofPods(answer, from) && [from, answer.to].some((id) => nodeName(id) === 'worker-1'),
    );
    const [{ metadata, spec }] = file.daemonSets as [ClusterObservations['daemonSets'][number]];
    const status = { desiredNumberScheduled: 3, numberReady: 2 } as never;
    const [found] = diagnosed({ ...file, daemonSets: [{ metadata, spec, status }] });
    expect(found).toMatchObject({
      code: 'narrowed',
      details: { agents: { daemonSet: 'kube-flannel-ds', wanted: 3, ready: 2 } },
    });
  });

  test("a pair of nodes is judged by its own two cards, be a third one's smaller", () => {
    const flannel = cnis.find(({ name }) => name === 'flannel')!;
    const bytesOf = (from: string, to: string) => {
      const card = [nodeName(from), nodeName(to)].includes('worker-1') ? 1400 : 1500;
      return isPod(from) || isPod(to) ? card - 50 : card;
    };
    /** What the sender's own link takes: a pod's, the tunnel device's, the card's. */
    const limitOf = (answer: Answer, from: string) => {
      const card = nodeName(from) === 'worker-1' ? 1400 : 1500;
      if (isPod(from) || !crosses(answer, from)) return 1450;
      return toPod(answer) ? card - 50 : card;
    };
    const file = smallCard((answer, from) => ({
      ...answer,
      bytes: crosses(answer, from) ? bytesOf(from, answer.to) : 1450,
      localLimit: limitOf(answer, from),
    }));
    const choice = { mode: flannel.modes[0]!, dataPlane: flannel.dataPlanes[0]! };
    const { checks, plan, diagnoses } = judgeCluster(file, { name: 'cluster', cni: flannel, choice }, run);
    expect(plan.underlayMtu).toBe(1500);
    const failing = checks.filter(({ id, verdict }) => id === 'mtu/path' && verdict === 'fail');
    expect(failing.length).toBeGreaterThan(0);
    expect(failing.filter(({ from, to }) => ![nodeName(from), nodeName(to)].includes('worker-1'))).toEqual(
      [],
    );
    expect(codesOf(diagnoses)).toContain('card-mtu');
  });
});
