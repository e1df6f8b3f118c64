import { TargetError } from '../../lib/base/target-error';
import type { Told } from '../../lib/cluster/cluster-testbed';
import type { ReportedObservation } from '../../lib/cluster/job/report';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { cnis } from '../../lib/cni';
import { parseSpec } from '../../lib/plan';
import { markdownReport, styleFor, terminalReport } from '../../lib/report';
import { testbedOfResults } from '../../lib/results';
import { renderHtml } from '../../lib/run/html-pages';
import { testbed } from '../../lib/testbed';
import { fakeNodes, metadataAnswer, type ReportOptions } from './fake-cluster';
import { observations } from './fake-observations';

const nodes = fakeNodes(3);
const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const untold: Told = { name: 'cluster' };

const reasons = (results: ReturnType<typeof judgeCluster>, verdict: string) =>
  results.checks
    .filter((check) => check.verdict === verdict)
    .map(({ id, from, to, protocol = '', reason }) => `${id} ${from} → ${to} ${protocol}: ${reason}`);

describe('a cluster in which all is well', () => {
  const results = judgeCluster(observations(), untold, run);

  test('has no failed check, and every kind of check is there', () => {
    expect(reasons(results, 'fail')).toEqual([]);
    expect(new Set(results.checks.map(({ id }) => id))).toEqual(
      new Set([
        ...['address/node-share', 'address/unique', 'node-to-node/cross-node', 'node-to-pod/same-node'],
        ...['node-to-pod/cross-node', 'host-pod-to-pod/same-node', 'host-pod-to-pod/cross-node', 'mtu/path'],
        ...[
          'pod-to-node/same-node',
          'pod-to-node/cross-node',
          'pod-to-pod/same-node',
          'pod-to-pod/cross-node',
        ],
        ...['service/cluster-ip', 'service/node-port', 'service/hairpin', 'dns', 'egress/nat'],
        ...['policy/allow', 'policy/default-deny'],
      ]),
    );
  });

  test('all ordered pairs of the two kinds of clients and of servers are covered', () => {
    expect(results.summary.coverage.pairs).toEqual({ tried: 33, total: 33 });
  });

  test('what cannot be checked is skipped and says what is missing', () => {
    expect(
      new Set(results.checks.filter(({ verdict }) => verdict === 'skip').map(({ reason }) => reason)),
    ).toEqual(
      new Set([
        'no plan was told to compare with (--spec)',
        'no probe server outside the cluster was named (--egress ADDRESS)',
      ]),
    );
  });

  test('nothing is predicted of a CNI whose mode was not told, and the results say so', () => {
    expect(results.cni).toMatchObject({ name: 'calico', mode: 'unknown' });
    expect(results.notes[0]).toContain('Nothing is predicted');
    expect(results.summary.mispredicted).toBe(0);
  });

  test('the plan in the results has the addresses of the cluster', () => {
    const [node] = results.plan.nodes;
    expect(
      `${node!.address.ipv4} ${node!.podCidr.ipv4} ${node!.pods.map(({ address }) => address.ipv4)}`,
    ).toBe('192.168.1.10 10.244.0.0/24 10.244.0.2,10.244.0.3');
  });
});

describe('a cluster whose nodes tell how their CNI runs', () => {
  const flannel = cnis.find(({ name }) => name === 'flannel')!;
  const ran = (backend: string) => {
    const seen = observations({ agent: 'kube-flannel-ds' });
    const annotations = { 'flannel.alpha.coreos.com/backend-type': backend };
    return {
      ...seen,
      nodes: seen.nodes.map((node) => ({ ...node, metadata: { ...node.metadata, annotations } })),
    };
  };
  const told = (mode: string): Told => ({
    name: 'cluster',
    cni: flannel,
    choice: { mode: flannel.modes.find(({ name }) => name === mode)!, dataPlane: 'iptables' },
  });
  const firstNote = (backend: string, how: Told) => judgeCluster(ran(backend), how, run).notes[0];

  test('says which flags would have it predicted', () =>
    expect(firstNote('vxlan', untold)).toMatch(
      /tell it with --cni flannel --mode vxlan or --cni flannel --mode vxlan-direct/,
    ));

  test('is not predicted in a mode that it does not run in, and nobody is blamed for that', () => {
    const results = judgeCluster(ran('vxlan'), told('host-gw'), run);
    expect(results.notes[0]).toMatch(
      /flannel was said to run as host-gw, and the nodes' annotations say otherwise/,
    );
    expect(reasons(results, 'fail')).toEqual([]);
  });

  test('is not predicted by what another CNI would do', () => {
    const calico = cnis.find(({ name }) => name === 'calico')!;
    const choice = { mode: calico.modes[0]!, dataPlane: 'iptables' } as const;
    const results = judgeCluster(ran('vxlan'), { name: 'cluster', cni: calico, choice }, run);
    expect(results.notes[0]).toBe('Nothing is predicted: the cluster does not run calico');
    expect(reasons(results, 'fail')).toEqual([]);
  });

  test('is predicted in the mode that it runs in', () =>
    expect(firstNote('host-gw', told('host-gw'))).not.toMatch(/Nothing is predicted/));

  test('has nothing foretold in its report where nothing is predicted', () => {
    const text = terminalReport(judgeCluster(ran('vxlan'), untold, run), styleFor(false));
    expect(text).toContain('Prediction: none');
    expect(text).not.toContain('predicted nobody');
  });
});

describe('what goes wrong in a cluster is found', () => {
  test('a pod whose source address is translated', () => {
    const results = judgeCluster(
      observations({
        change: (seen, from) =>
          seen.asked === 'reach' && from === 'pod:worker-1/1' && seen.to === 'pod:worker-2/0'
            ? { ...seen, source: '192.168.1.11' }
            : seen,
      }),
      untold,
      run,
    );
    expect(reasons(results, 'fail')).toEqual([
      'pod-to-pod/cross-node pod:worker-1/1 → pod:worker-2/0 tcp: the receiver saw 192.168.1.11, not 10.244.1.3: the source address was translated',
      'pod-to-pod/cross-node pod:worker-1/1 → pod:worker-2/0 udp: the receiver saw 192.168.1.11, not 10.244.1.3: the source address was translated',
    ]);
  });

  test('an observation that a Job did not report is a failed check, never a pass', () => {
    const results = judgeCluster(
      observations({
        change: (seen, from) =>
          from === 'node:worker-1' && seen.to === 'pod:worker-2/0' && seen.asked === 'mtu' ? undefined : seen,
      }),
      untold,
      run,
    );
    expect(reasons(results, 'fail')).toEqual([
      'mtu/path node:worker-1 → pod:worker-2/0 : its Job did not report on it',
    ]);
  });

  test('a report that breaks off is an error, not a set of failed checks', () => {
    const cut = observations();
    const logs = { ...cut.logs, 'probe-pod-2-worker-1': cut.logs['probe-pod-2-worker-1']!.slice(0, -100) };
    expect(() => judgeCluster({ ...cut, logs }, untold, run)).toThrow(TargetError);
  });

  test('two pods with one address', () => {
    const twin = { ...nodes[2]!, pods: ['10.244.1.2', '10.244.2.3', '10.244.2.4'] as const };
    const results = judgeCluster(observations({ nodes: [nodes[0]!, nodes[1]!, twin] }), untold, run);
    expect(reasons(results, 'fail')).toContain(
      'address/unique pod:worker-1/0 → pod:worker-1/0 : 10.244.1.2 is the address of pod:worker-1/0 and of pod:worker-2/0',
    );
    expect(results.diagnoses[0]?.code).toBe('duplicate-address');
  });

  test('a Service that another than its own pods answers', () => {
    const results = judgeCluster(
      observations({
        change: (seen) =>
          seen.asked === 'service/hairpin' ? { ...seen, answeredBy: 'pod:worker-2/1' } : seen,
      }),
      untold,
      run,
    );
    expect(reasons(results, 'fail')).toContain(
      'service/hairpin pod:worker-1/1 → service:hairpin tcp: pod:worker-2/1 answered in place of service:hairpin',
    );
  });

  test('a name that stands for other addresses than the Service has', () => {
    const results = judgeCluster(
      observations({
        change: (seen) =>
          seen.to === 'dns:headless' ? { ...seen, addresses: ['10.244.0.2', '10.244.1.2'] } : seen,
      }),
      untold,
      run,
    );
    expect(reasons(results, 'fail')[0]).toBe(
      'dns node:control-plane-1 → dns:headless : dns:headless has 10.244.0.2, 10.244.1.2, not 10.244.0.2, 10.244.1.2, 10.244.2.2',
    );
  });

  test('a Node object whose share is not the planned one', () => {
    const built = testbed(parseSpec({ cni: 'flannel', podCidr: '10.200.0.0/16' }));
    const results = judgeCluster(observations(), { name: 'cluster', testbed: built }, run);
    expect(reasons(results, 'fail').filter((line) => line.startsWith('address/node-share'))[0]).toBe(
      'address/node-share node:control-plane-1 → node:control-plane-1 : node:control-plane-1 has 10.244.0.0/24, not 10.200.0.0/24',
    );
  });
});

describe('what a failure in a cluster means is told', () => {
  const diagnosed = (change: ReportOptions['change']) =>
    judgeCluster(observations({ change }), untold, run).diagnoses.map(
      ({ code, cause }) => `${code}: ${cause}`,
    );

  test('of DNS, apart from the network', () => {
    const [first, ...more] = diagnosed((seen) =>
      seen.asked === 'dns'
        ? { asked: 'dns', to: seen.to, family: 'ipv4', reachable: false, error: 'queryA ETIMEOUT' }
        : seen,
    );
    expect(more).toEqual([]);
    expect(first).toMatch(
      /^cluster-dns: In 12 of 12 checks the cluster's names are not resolved .*ETIMEOUT$/,
    );
  });

  test('of pairs of which nothing was predicted, by the place that they have in common', () => {
    const [first] = diagnosed((seen) =>
      seen.to.includes('worker-2') && (seen.asked === 'reach' || seen.asked === 'host-pod')
        ? { ...seen, reachable: false, answeredBy: undefined, error: 'no answer within 500 ms' }
        : seen,
    );
    expect(first).toMatch(/^unreachable: \d+ exchanges fail; all of them go to worker-2: no answer/);
  });
});

describe('the metadata service of EC2', () => {
  const verdicts = (change?: ReportOptions['change']) =>
    judgeCluster(observations({ metadata: true, change }), untold, run)
      .checks.filter(({ id }) => id === 'metadata/blocked')
      .map(({ from, verdict, reason = '' }) => `${from} ${verdict} ${reason}`.trim());
  const asked = 'metadata/blocked';

  test('must give pods nothing, on every node', () => {
    expect(verdicts()).toEqual(['pod:control-plane-1/1 pass', 'pod:worker-1/1 pass', 'pod:worker-2/1 pass']);
  });

  test('that gives pods what it gives the node is a failure, and a cause of its own', () => {
    const open = (seen: ReportedObservation) => (seen.asked === asked ? metadataAnswer(true) : seen);
    expect(verdicts(open)[1]).toMatch(/^pod:worker-1\/1 fail metadata:169\.254\.169\.254 answered /);
    const { diagnoses } = judgeCluster(observations({ metadata: true, change: open }), untold, run);
    expect(diagnoses).toMatchObject([{ code: 'metadata-open', explains: 3 }]);
    expect(diagnoses[0]!.remedy).toContain('--http-put-response-hop-limit 1');
  });

  test('that does not answer the node blocks nothing: a skip', () => {
    const silent = (seen: ReportedObservation) => (seen.asked === asked ? metadataAnswer(false) : seen);
    expect(verdicts(silent)[1]).toMatch(/^pod:worker-1\/1 skip the service does not answer the node itself/);
  });

  test('of which a node or a pod reports nothing has failed', () => {
    const without = (who: string) => (seen: ReportedObservation, from: string) =>
      seen.asked === asked && from.startsWith(who) ? undefined : seen;
    for (const who of ['node:worker-1', 'pod:worker-1'])
      expect(verdicts(without(who))[1]).toMatch(/^pod:worker-1\/1 fail .*did not report on it$/);
  });

  test('is not asked for anywhere else', () => {
    const { checks } = judgeCluster(observations(), untold, run);
    expect(checks.some(({ id }) => id === asked)).toBe(false);
  });
});

describe('a report on a cluster', () => {
  const lost = (seen: ReportedObservation) =>
    seen.asked === 'dns' ? { ...seen, reachable: false, addresses: undefined, error: 'ETIMEOUT' } : seen;
  const results = judgeCluster(observations({ change: lost }), untold, run);

  test('has a line for each kind of check that only clusters have, in Markdown and HTML as on the terminal', async () => {
    const pages = [
      terminalReport(results, styleFor(false)),
      markdownReport(results),
      (await renderHtml(results)).replaceAll('&#39;', "'"),
    ];
    for (const page of pages)
      for (const text of [
        'Cluster DNS knows Services',
        'reached by their ClusterIP',
        'keep out everything else',
      ])
        expect(page).toContain(text);
    expect(pages[1]).toMatch(/❌ \| Cluster DNS knows Services and their pods \| 0 of 12/);
  });

  test('explains a black hole where nothing is known of the kernels', () => {
    const holes = observations({
      change: (seen) => (seen.asked === 'mtu' ? { ...seen, bytes: 1200, localLimit: 1450 } : seen),
    });
    for (const told of [untold, { name: 'cluster', cni: cnis.find(({ name }) => name === 'flannel') }])
      expect(judgeCluster(holes, told, run).diagnoses).toMatchObject([{ code: 'mtu-black-hole' }]);
  });

  test('draws no devices where the pods have other addresses than a plan gives', () => {
    const elsewhere = observations({
      nodes: fakeNodes(3).map((node) => ({
        ...node,
        pods: node.pods.map((ip) => ip.replace(/\d+$/, (last) => `${Number(last) + 40}`)) as never,
      })),
    });
    const drawn = judgeCluster(elsewhere, untold, run);
    expect(testbedOfResults(JSON.parse(JSON.stringify(drawn)))).toBeUndefined();
  });

  test('says of what stands on packets that it may follow from what fails below it', () => {
    const both = judgeCluster(
      observations({
        change: (seen, from) =>
          seen.asked === 'reach' && from.includes('worker-1') && seen.to.includes('worker-2')
            ? { ...seen, reachable: false, answeredBy: undefined, error: 'no answer within 1500 ms' }
            : lost(seen),
      }),
      untold,
      run,
    );
    const remedyOf = (of: typeof results) => of.diagnoses.find(({ code }) => code === 'cluster-dns')!.remedy;
    expect(remedyOf(both)).toMatch(/^Mend first what fails between nodes and pods/);
    expect(remedyOf(results)).toMatch(/^Look at the DNS pods/);
  });
});

describe('network policies', () => {
  const denials = (results: ReturnType<typeof judgeCluster>) =>
    results.checks.filter(({ id }) => id === 'policy/default-deny');

  test('a CNI that enforces them must deny', () => {
    const results = judgeCluster(observations({ enforces: false }), untold, run);
    expect(denials(results).every(({ verdict }) => verdict === 'fail')).toBe(true);
  });

  test('a CNI that has none is skipped with its name, and is no pass', () => {
    const results = judgeCluster(observations({ enforces: false, agent: 'kube-flannel-ds' }), untold, run);
    expect(new Set(denials(results).map(({ verdict, reason }) => `${verdict}: ${reason}`))).toEqual(
      new Set(['skip: flannel enforces no network policies']),
    );
  });

  test('a packet that got lost is no sign of a policy engine', () => {
    let seen = 0;
    const results = judgeCluster(
      observations({
        enforces: false,
        agent: 'kube-flannel-ds',
        change: (answer) =>
          answer.asked === 'policy/default-deny' && seen++ === 0
            ? { ...answer, reachable: false, answeredBy: undefined, error: 'no answer within 1500 ms' }
            : answer,
      }),
      untold,
      run,
    );
    expect(new Set(denials(results).map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
  });

  const silent = (answer: ReportedObservation, passed: number): ReportedObservation => ({
    ...answer,
    ...{ reachable: false, answeredBy: undefined, error: 'no answer within 1500 ms' },
    again: { tries: 5, passed },
  });

  test('a policy engine on one of the nodes only is one: where it is missing, denials fail', () => {
    const change = (answer: ReportedObservation) =>
      answer.asked === 'policy/default-deny' && answer.to === 'pod:worker-1/guarded'
        ? silent(answer, 0)
        : answer;
    const seen = observations({ enforces: false, agent: 'kube-flannel-ds', change });
    const verdicts = denials(judgeCluster(seen, untold, run)).map(({ to, verdict }) => `${to} ${verdict}`);
    expect(new Set(verdicts)).toEqual(
      new Set(['pod:control-plane-1/guarded fail', 'pod:worker-1/guarded pass', 'pod:worker-2/guarded fail']),
    );
    expect(verdicts.filter((line) => line.endsWith('pass'))).toHaveLength(6);
  });

  test('a pod that answers when it is asked again was not denied', () => {
    const lost = (answer: ReportedObservation, from: string) =>
      answer.asked === 'policy/default-deny' && from === 'pod:worker-1/1' ? silent(answer, 4) : answer;
    const judged = (agent: string) =>
      denials(judgeCluster(observations({ enforces: false, agent, change: lost }), untold, run));
    expect(new Set(judged('calico-node').map(({ verdict }) => verdict))).toEqual(new Set(['fail']));
    expect(new Set(judged('kube-flannel-ds').map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
  });

  test('a policy engine beside a CNI that has none is judged as any other', () => {
    const results = judgeCluster(observations({ agent: 'kube-flannel-ds' }), untold, run);
    expect(denials(results).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  test('where another CNI runs than was told, it is the one that runs which enforces none', () => {
    const told: Told = { name: 'cluster', cni: cnis.find(({ name }) => name === 'calico') };
    const results = judgeCluster(observations({ enforces: false, agent: 'kube-flannel-ds' }), told, run);
    expect(new Set(denials(results).map(({ reason }) => reason))).toEqual(
      new Set(['flannel enforces no network policies']),
    );
  });

  test('silence of a pod that does not answer when it may proves no denial', () => {
    const results = judgeCluster(
      observations({
        change: (seen) =>
          seen.asked === 'policy/allow'
            ? { asked: seen.asked, to: seen.to, family: 'ipv4', protocol: seen.protocol, reachable: false }
            : seen,
      }),
      untold,
      run,
    );
    expect(new Set(denials(results).map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
  });
});

test('outside the cluster a pod must be seen as its node', () => {
  const egress = { address: '203.0.113.9', port: 27_431 };
  const well = judgeCluster(observations({ egress }), untold, run);
  expect(well.summary.byKind['egress/nat']).toEqual({ total: 6, pass: 6, fail: 0, skip: 0 });
  const change: ReportOptions['change'] = (seen) =>
    seen.asked === 'egress/nat' ? { ...seen, source: '10.244.1.3' } : seen;
  expect(judgeCluster(observations({ egress, change }), untold, run).summary.byKind['egress/nat']!.fail).toBe(
    6,
  );
});

test('a way out in a family that the nodes do not have is skipped by that reason', () => {
  const egress = { address: '2001:db8::9', port: 27_431 };
  const { checks } = judgeCluster(observations({ egress }), untold, run);
  const out = checks.filter(({ id }) => id === 'egress/nat');
  expect(out.map(({ verdict }) => verdict)).toEqual(Array(6).fill('skip'));
  expect(out[0]!.reason).toBe('control-plane-1 has no ipv6 address to leave the cluster with');
});

test('with the mode told, what the walk says of source addresses is required', () => {
  const flannel = cnis.find(({ name }) => name === 'flannel')!;
  const choice = { mode: flannel.modes[0]!, dataPlane: flannel.dataPlanes[0]! };
  const results = judgeCluster(
    observations({ agent: 'kube-flannel-ds' }),
    { name: 'cluster', cni: flannel, choice },
    run,
  );
  // The healthy reports claim that nodes are seen as themselves everywhere; Flannel shows the tunnel's address.
  expect(reasons(results, 'fail')).toContain(
    'node-to-pod/cross-node node:worker-1 → pod:worker-2/0 tcp: the receiver saw 192.168.1.11, not 10.244.1.0: the source address was translated',
  );
  expect(results.summary.mispredicted).toBeGreaterThan(0);
});
