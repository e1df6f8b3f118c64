import { TargetError } from '../../lib/base/target-error';
import type { Reason } from '../../lib/check';
import type { Given } from '../../lib/cluster/cluster-testbed';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { cnis } from '../../lib/cni';
import { parseSpec } from '../../lib/plan';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { markdownReport, styleFor, terminalReport } from '../../lib/report';
import { type Results, testbedOfResults } from '../../lib/results';
import { renderHtml } from '../../lib/run';
import { testbed } from '../../lib/testbed';
import { fakeNodes, metadataAnswer, type ReportOptions } from './fake-cluster';
import { observations } from './fake-observations';

const nodes = fakeNodes(3);
const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const nothingGiven: Given = { name: 'cluster' };

const silence = (afterMs: number) => ({ code: 'no-answer', afterMs }) as const;

/** What failed, each with its reason. */
const failures = (results: Results) =>
  results.checks
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ id, from, to, protocol, why }): [string, Reason | undefined] => [
      [id, from, to, protocol ?? ''].join(' ').trim(),
      why,
    ]);

describe('a cluster in which all is well', () => {
  const results = judgeCluster(observations(), nothingGiven, run);

  test('has no failed check, and every kind of check is there', () => {
    expect(failures(results)).toEqual([]);
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
        ...['policy/allow', 'policy/default-deny', 'policy/own-node', 'policy/other-node'],
      ]),
    );
  });

  test('all ordered pairs of the two kinds of clients and of servers are covered', () => {
    expect(results.summary.coverage.pairs).toEqual({ tried: 33, total: 33 });
  });

  test('what cannot be checked is skipped and says what is missing', () => {
    expect(
      new Set(results.checks.filter(({ verdict }) => verdict === 'skip').map(({ why }) => why?.code)),
    ).toEqual(new Set(['no-plan', 'no-outside-server']));
  });

  test('nothing is predicted of a CNI whose mode was not given, and the results say so', () => {
    expect(results.cni).toMatchObject({ name: 'calico', mode: 'unknown' });
    expect(results.notes[0]).toContain('Nothing is predicted');
    expect(results.summary.mispredicted).toBe(0);
  });

  test('the plan in the results has the addresses of the cluster', () => {
    const [node] = results.plan.nodes;
    expect(
      `${node!.address.ipv4} ${node!.podCidr?.ipv4} ${node!.pods.map(({ address }) => address.ipv4)}`,
    ).toBe('192.168.1.10 10.244.0.0/24 10.244.0.2,10.244.0.3');
  });
});

describe('a cluster whose nodes say how their CNI runs', () => {
  const flannel = cnis.find(({ name }) => name === 'flannel')!;
  const ran = (backend: string) => {
    const seen = observations({ agent: 'kube-flannel-ds' });
    const annotations = { 'flannel.alpha.coreos.com/backend-type': backend };
    return {
      ...seen,
      nodes: seen.nodes.map((node) => ({ ...node, metadata: { ...node.metadata, annotations } })),
    };
  };
  const given = (mode: string): Given => ({
    name: 'cluster',
    cni: flannel,
    choice: { mode: flannel.modes.find(({ name }) => name === mode)!, dataPlane: 'iptables' },
  });
  const firstNote = (backend: string, how: Given) => judgeCluster(ran(backend), how, run).notes[0];

  test('says which flags would have it predicted', () =>
    expect(firstNote('vxlan', nothingGiven)).toMatch(
      /name it with --cni flannel --mode vxlan or --cni flannel --mode vxlan-direct/,
    ));

  test('is not predicted in a mode that it does not run in, and nobody is blamed for that', () => {
    const results = judgeCluster(ran('vxlan'), given('host-gw'), run);
    expect(results.notes[0]).toMatch(
      /flannel was said to run as host-gw, and the nodes' annotations say otherwise/,
    );
    expect(failures(results)).toEqual([]);
  });

  test('is not predicted by what another CNI would do', () => {
    const calico = cnis.find(({ name }) => name === 'calico')!;
    const choice = { mode: calico.modes[0]!, dataPlane: 'iptables' } as const;
    const results = judgeCluster(ran('vxlan'), { name: 'cluster', cni: calico, choice }, run);
    expect(results.notes[0]).toBe('Nothing is predicted: the cluster does not run calico');
    expect(failures(results)).toEqual([]);
  });

  test('is predicted in the mode that it runs in', () =>
    expect(firstNote('host-gw', given('host-gw'))).not.toMatch(/Nothing is predicted/));

  test('has no prediction in its report where nothing is predicted', () => {
    const text = terminalReport(judgeCluster(ran('vxlan'), nothingGiven, run), styleFor(false));
    expect(text).toContain('Prediction: none');
    expect(text).not.toContain('predicted nobody');
  });
});

describe('what goes wrong in a cluster is found', () => {
  test('a pod whose source address is translated', () => {
    const why = { code: 'source-not-allowed', source: '192.168.1.11', allowed: ['10.244.1.3'] };
    const results = judgeCluster(
      observations({
        change: (seen, from) =>
          seen.asked === 'reach' && from === 'pod:worker-1/1' && seen.to === 'pod:worker-2/0'
            ? { ...seen, source: '192.168.1.11' }
            : seen,
      }),
      nothingGiven,
      run,
    );
    expect(failures(results)).toEqual([
      ['pod-to-pod/cross-node pod:worker-1/1 pod:worker-2/0 tcp', why],
      ['pod-to-pod/cross-node pod:worker-1/1 pod:worker-2/0 udp', why],
    ]);
  });

  test('an observation that a Job did not report is a failed check, never a pass', () => {
    const results = judgeCluster(
      observations({
        change: (seen, from) =>
          from === 'node:worker-1' && seen.to === 'pod:worker-2/0' && seen.asked === 'mtu' ? undefined : seen,
      }),
      nothingGiven,
      run,
    );
    expect(failures(results)).toEqual([['mtu/path node:worker-1 pod:worker-2/0', { code: 'not-reported' }]]);
  });

  test('a report that breaks off is an error, not a set of failed checks', () => {
    const cut = observations();
    const logs = { ...cut.logs, 'probe-pod-2-worker-1': cut.logs['probe-pod-2-worker-1']!.slice(0, -100) };
    expect(() => judgeCluster({ ...cut, logs }, nothingGiven, run)).toThrow(TargetError);
  });

  test('two pods with one address', () => {
    const twin = { ...nodes[2]!, pods: ['10.244.1.2', '10.244.2.3', '10.244.2.4'] as const };
    const results = judgeCluster(observations({ nodes: [nodes[0]!, nodes[1]!, twin] }), nothingGiven, run);
    expect(failures(results)).toContainEqual([
      'address/unique pod:worker-1/0 pod:worker-1/0',
      { code: 'address-shared', address: '10.244.1.2', with: ['pod:worker-2/0'] },
    ]);
    expect(results.diagnoses[0]?.code).toBe('duplicate-address');
  });

  test('a Service that another than its own pods answers', () => {
    const results = judgeCluster(
      observations({
        change: (seen) =>
          seen.asked === 'service/hairpin' ? { ...seen, answeredBy: 'pod:worker-2/1' } : seen,
      }),
      nothingGiven,
      run,
    );
    expect(failures(results)).toContainEqual([
      'service/hairpin pod:worker-1/1 service:hairpin tcp',
      { code: 'other-answers', answeredBy: 'pod:worker-2/1', meant: 'service:hairpin' },
    ]);
  });

  test('a name that stands for other addresses than the Service has', () => {
    const results = judgeCluster(
      observations({
        change: (seen) =>
          seen.to === 'dns:headless' ? { ...seen, addresses: ['10.244.0.2', '10.244.1.2'] } : seen,
      }),
      nothingGiven,
      run,
    );
    expect(failures(results)[0]).toEqual([
      'dns node:control-plane-1 dns:headless',
      {
        code: 'other-addresses',
        has: ['10.244.0.2', '10.244.1.2'],
        wanted: ['10.244.0.2', '10.244.1.2', '10.244.2.2'],
      },
    ]);
  });

  test('a Node object whose share is not the planned one', () => {
    const built = testbed(parseSpec({ cni: 'flannel', podCidr: '10.200.0.0/16' }));
    const results = judgeCluster(observations(), { name: 'cluster', testbed: built }, run);
    expect(failures(results).find(([line]) => line.startsWith('address/node-share'))).toEqual([
      'address/node-share node:control-plane-1 node:control-plane-1',
      { code: 'other-addresses', has: ['10.244.0.0/24'], wanted: ['10.200.0.0/24'] },
    ]);
  });
});

describe('a failure in a cluster is explained', () => {
  const diagnosed = (change: ReportOptions['change']) =>
    judgeCluster(observations({ change }), nothingGiven, run).diagnoses.map(({ code, details }) => ({
      code,
      ...details,
    }));

  test('of DNS, apart from the network', () => {
    const failure = { code: 'system', errno: 'ETIMEOUT' } as const;
    const [first, ...more] = diagnosed((seen) =>
      seen.asked === 'dns' ? { asked: 'dns', to: seen.to, family: 'ipv4', reachable: false, failure } : seen,
    );
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      code: 'cluster-dns',
      checks: 12,
      of: 12,
      example: { why: { code: 'other-addresses', has: [], failure } },
    });
  });

  test('of pairs of which nothing was predicted, by the place that they have in common', () => {
    const [first] = diagnosed((seen) =>
      seen.to.includes('worker-2') && (seen.asked === 'reach' || seen.asked === 'host-pod')
        ? { ...seen, reachable: false, answeredBy: undefined, failure: silence(500) }
        : seen,
    );
    expect(first).toMatchObject({
      code: 'narrowed',
      checks: expect.any(Number),
      scope: { place: { code: 'node', node: 'worker-2', side: 'to' } },
      example: { why: { code: 'no-answer', failure: silence(500) } },
    });
  });
});

describe('the metadata service of EC2', () => {
  const verdicts = (change?: ReportOptions['change']) =>
    judgeCluster(observations({ metadata: true, change }), nothingGiven, run)
      .checks.filter(({ id }) => id === 'metadata/blocked')
      .map(({ from, verdict, why }) => [from, verdict, why]);
  const asked = 'metadata/blocked';

  test('must give pods nothing, on every node', () => {
    expect(verdicts()).toEqual(
      ['control-plane-1', 'worker-1', 'worker-2'].map((node) => [`pod:${node}/1`, 'pass', undefined]),
    );
  });

  test('that gives pods what it gives the node is a failure, and a cause of its own', () => {
    const open = (seen: ReportedObservation) => (seen.asked === asked ? metadataAnswer(true) : seen);
    expect(verdicts(open)[1]).toEqual([
      'pod:worker-1/1',
      'fail',
      { code: 'not-denied', answeredBy: 'metadata:169.254.169.254' },
    ]);
    const { diagnoses } = judgeCluster(observations({ metadata: true, change: open }), nothingGiven, run);
    expect(diagnoses).toMatchObject([{ code: 'metadata-open', explains: 3 }]);
    expect(diagnoses[0]!.remedy).toContain('--http-put-response-hop-limit 1');
  });

  test('that does not answer the node blocks nothing: a skip', () => {
    const silent = (seen: ReportedObservation) => (seen.asked === asked ? metadataAnswer(false) : seen);
    expect(verdicts(silent)[1]).toEqual(['pod:worker-1/1', 'skip', { code: 'no-metadata-service' }]);
  });

  test('of which a node or a pod reports nothing has failed', () => {
    const without = (who: string) => (seen: ReportedObservation, from: string) =>
      seen.asked === asked && from.startsWith(who) ? undefined : seen;
    for (const who of ['node:worker-1', 'pod:worker-1'])
      expect(verdicts(without(who))[1]).toEqual(['pod:worker-1/1', 'fail', { code: 'not-reported' }]);
  });

  test('is not asked for anywhere else', () => {
    const { checks } = judgeCluster(observations(), nothingGiven, run);
    expect(checks.some(({ id }) => id === asked)).toBe(false);
  });
});

describe('a report on a cluster', () => {
  const timeout = { code: 'system', errno: 'ETIMEOUT' } as const;
  const lost = (seen: ReportedObservation) =>
    seen.asked === 'dns' ? { ...seen, reachable: false, addresses: undefined, failure: timeout } : seen;
  const results = judgeCluster(observations({ change: lost }), nothingGiven, run);

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
    for (const given of [nothingGiven, { name: 'cluster', cni: cnis.find(({ name }) => name === 'flannel') }])
      expect(judgeCluster(holes, given, run).diagnoses).toMatchObject([{ code: 'mtu-black-hole' }]);
  });

  test('draws no devices where the pods have other addresses than a plan gives', () => {
    const elsewhere = observations({
      nodes: fakeNodes(3).map((node) => ({
        ...node,
        pods: node.pods.map((ip) => ip.replace(/\d+$/, (last) => `${Number(last) + 40}`)) as never,
      })),
    });
    const drawn = judgeCluster(elsewhere, nothingGiven, run);
    expect(testbedOfResults(JSON.parse(JSON.stringify(drawn)))).toBeUndefined();
  });

  test('says of what stands on packets that it may follow from what fails below it', () => {
    const both = judgeCluster(
      observations({
        change: (seen, from) =>
          seen.asked === 'reach' && from.includes('worker-1') && seen.to.includes('worker-2')
            ? { ...seen, reachable: false, answeredBy: undefined, failure: silence(1500) }
            : lost(seen),
      }),
      nothingGiven,
      run,
    );
    const remedyOf = (of: typeof results) => of.diagnoses.find(({ code }) => code === 'cluster-dns')!.remedy;
    expect(remedyOf(both)).toMatch(/^Mend first what fails between nodes and pods/);
    expect(remedyOf(results)).toMatch(/^Look at the DNS pods/);
  });
});

describe('network policies', () => {
  const denials = (results: Results) => results.checks.filter(({ id }) => id === 'policy/default-deny');

  test('a CNI that enforces them must deny', () => {
    const results = judgeCluster(observations({ enforces: false }), nothingGiven, run);
    expect(denials(results).every(({ verdict }) => verdict === 'fail')).toBe(true);
  });

  test('a CNI that has none is skipped with its name, and is no pass', () => {
    const results = judgeCluster(
      observations({ enforces: false, agent: 'kube-flannel-ds' }),
      nothingGiven,
      run,
    );
    expect(denials(results).map(({ verdict, why }) => [verdict, why])).toEqual(
      Array(18).fill(['skip', { code: 'no-policies', cni: 'flannel', known: true }]),
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
            ? { ...answer, reachable: false, answeredBy: undefined, failure: silence(1500) }
            : answer,
      }),
      nothingGiven,
      run,
    );
    expect(new Set(denials(results).map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
  });

  const silent = (answer: ReportedObservation, passed: number): ReportedObservation => ({
    ...answer,
    ...{ reachable: false, answeredBy: undefined, failure: silence(1500) },
    again: { tries: 5, passed },
  });

  test('a policy engine on one of the nodes only is one: where it is missing, denials fail', () => {
    const change = (answer: ReportedObservation) =>
      answer.asked === 'policy/default-deny' && answer.to === 'pod:worker-1/guarded'
        ? silent(answer, 0)
        : answer;
    const seen = observations({ enforces: false, agent: 'kube-flannel-ds', change });
    const verdicts = denials(judgeCluster(seen, nothingGiven, run)).map(
      ({ to, verdict }) => `${to} ${verdict}`,
    );
    expect(new Set(verdicts)).toEqual(
      new Set(['pod:control-plane-1/guarded fail', 'pod:worker-1/guarded pass', 'pod:worker-2/guarded fail']),
    );
    expect(verdicts.filter((line) => line.endsWith('pass'))).toHaveLength(6);
  });

  test('a pod that answers when it is asked again was not denied', () => {
    const lost = (answer: ReportedObservation, from: string) =>
      answer.asked === 'policy/default-deny' && from === 'pod:worker-1/1' ? silent(answer, 4) : answer;
    const judged = (agent: string) =>
      denials(judgeCluster(observations({ enforces: false, agent, change: lost }), nothingGiven, run));
    expect(new Set(judged('calico-node').map(({ verdict }) => verdict))).toEqual(new Set(['fail']));
    expect(new Set(judged('kube-flannel-ds').map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
  });

  test('a policy engine beside a CNI that has none is judged as any other', () => {
    const results = judgeCluster(observations({ agent: 'kube-flannel-ds' }), nothingGiven, run);
    expect(denials(results).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  test('where another CNI runs than was given, it is the one that runs which enforces none', () => {
    const given: Given = { name: 'cluster', cni: cnis.find(({ name }) => name === 'calico') };
    const results = judgeCluster(observations({ enforces: false, agent: 'kube-flannel-ds' }), given, run);
    expect(denials(results).map(({ why }) => why)).toEqual(
      Array(18).fill({ code: 'no-policies', cni: 'flannel', known: true }),
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
      nothingGiven,
      run,
    );
    expect(new Set(denials(results).map(({ verdict }) => verdict))).toEqual(new Set(['skip']));
  });
});

test('outside the cluster a pod must be seen as its node', () => {
  const egress = { address: '203.0.113.9', port: 27_431 };
  const well = judgeCluster(observations({ egress }), nothingGiven, run);
  expect(well.summary.byKind['egress/nat']).toEqual({ total: 6, pass: 6, fail: 0, skip: 0 });
  const change: ReportOptions['change'] = (seen) =>
    seen.asked === 'egress/nat' ? { ...seen, source: '10.244.1.3' } : seen;
  expect(
    judgeCluster(observations({ egress, change }), nothingGiven, run).summary.byKind['egress/nat']!.fail,
  ).toBe(6);
});

test('a way out in a family that the nodes do not have is skipped by that reason', () => {
  const egress = { address: '2001:db8::9', port: 27_431 };
  const { checks } = judgeCluster(observations({ egress }), nothingGiven, run);
  const out = checks.filter(({ id }) => id === 'egress/nat');
  expect(out.map(({ verdict }) => verdict)).toEqual(Array(6).fill('skip'));
  expect(out[0]!.why).toEqual({ code: 'no-node-address', node: 'control-plane-1', family: 'ipv6' });
});

test('of a node any of its own addresses may be seen, and what the walk says of another one is a misprediction', () => {
  const flannel = cnis.find(({ name }) => name === 'flannel')!;
  const choice = { mode: flannel.modes[0]!, dataPlane: flannel.dataPlanes[0]! };
  const results = judgeCluster(
    observations({ agent: 'kube-flannel-ds' }),
    { name: 'cluster', cni: flannel, choice },
    run,
  );
  // The healthy reports claim that nodes are seen as themselves everywhere; Flannel shows the tunnel's address.
  const ofNode = results.checks.find(
    ({ id, from }) => id === 'node-to-pod/cross-node' && from === 'node:worker-1',
  );
  expect(ofNode).toMatchObject({
    predicted: { source: '10.244.1.0' },
    observed: { source: '192.168.1.11' },
    verdict: 'pass',
    mispredicted: true,
  });
  const foreign = judgeCluster(
    observations({
      agent: 'kube-flannel-ds',
      change: (seen, from) =>
        from === 'node:worker-1' && seen.source ? { ...seen, source: '192.168.1.12' } : seen,
    }),
    { name: 'cluster', cni: flannel, choice },
    run,
  );
  expect(failures(foreign)).toContainEqual([
    'node-to-pod/cross-node node:worker-1 pod:worker-2/0 tcp',
    {
      code: 'source-not-allowed',
      source: '192.168.1.12',
      allowed: ['10.244.1.0', '192.168.1.11', '10.244.1.1'],
    },
  ]);
});
