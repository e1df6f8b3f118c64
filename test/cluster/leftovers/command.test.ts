/** `testbed test --target kubernetes --leftovers`, through a scripted cluster, and of captures in files. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureName } from '../../../lib/cluster/manifests/captures';
import { fileJobName } from '../../../lib/cluster/manifests/file-jobs';
import { leftoversSchema } from '../../../lib/results/leftovers';
import { run } from '../../cli/run';
import { printed } from '../../support/captured-run';
import { apiOf, capturesOf, nodesOf } from '../../support/recorded-leftovers';
import { agents, FakeCluster } from '../fake-cluster';

const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
let cluster: FakeCluster | undefined;

afterEach(() => {
  cluster?.end();
  cluster = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

const filesLine = 'ls -A /etc/cni/net.d';

/** The recorded cluster as a fake API has it. */
function stand(name: string, more: object = {}): void {
  const nodes = nodesOf(name);
  const { groups } = apiOf(name);
  const logs = capturesOf(name).flatMap(({ outputs: { [filesLine]: files, ...outputs }, ...capture }) => {
    const place = nodes.findIndex(({ metadata }) => metadata!.name === capture.host);
    return [
      [captureName(capture.host, place), printed({ ...capture, outputs })],
      [fileJobName(capture.host, place), printed({ ...capture, outputs: { [filesLine]: files } })],
    ] as const;
  });
  cluster = new FakeCluster({
    nodes,
    ips: {},
    namespaces: ['default', 'kube-system'],
    raw: {
      '/apis': {
        groups: [
          { name: 'apps', preferredVersion: { groupVersion: 'apps/v1' } },
          ...groups.map((one) => ({ name: one.name, preferredVersion: { groupVersion: one.version } })),
        ],
      },
      ...Object.fromEntries(
        groups.map(({ version, resources = [] }) => [
          `/apis/${version}`,
          { resources: [...resources, 'ippools/status'].map((one) => ({ name: one })) },
        ]),
      ),
    },
    logs: Object.fromEntries(logs),
    ...more,
  });
}

const argv = ['test', '--target', 'kubernetes', '--leftovers'];

async function found(...more: string[]) {
  const file = join(folder, 'leftovers.json');
  const { code, stdout, stderr } = await run([...argv, '--json', file, ...more]);
  return { code, stdout, stderr, report: leftoversSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}

test('what is left is listed, with exit code 3, and nothing of ours stays in the cluster', async () => {
  stand('leftovers-calico');
  const { code, stdout, report } = await found();
  expect(code).toBe(3);
  expect(stdout).toContain('✗ all 3 nodes  calico');
  expect(stdout).toContain('ip link del dev vxlan.calico');
  expect(report).toMatchObject({ verdict: 'left', running: [], unread: [], unasked: [] });
  expect(report.left.find(({ kind }) => kind === 'definitions')!.with).toContain(
    'ippools.crd.projectcalico.org',
  );
  expect(report.left.filter(({ kind }) => kind === 'config')).toHaveLength(3);
  expect(cluster!.objects()).toEqual([]);
});

test('nodes that no CNI was ever on are not Ready, and nothing is left there', async () => {
  stand('none');
  const { code, stdout, report } = await found();
  expect({ code, verdict: report.verdict, stdout }).toMatchObject({
    code: 0,
    verdict: 'nothing',
    stdout: expect.stringContaining('NOTHING IS LEFT: 3 hosts read'),
  });
});

test('what runs is not left: it is known by its agents', async () => {
  stand('cilium-vxlan-after-flannel', { daemonSets: agents('kube-proxy', 'cilium') });
  const { code, report } = await found();
  expect([code, report.running, [...new Set(report.left.map(({ owner }) => owner))]]).toEqual([
    3,
    ['cilium'],
    ['flannel'],
  ]);
});

test('or by what is said of it', async () => {
  stand('flannel-vxlan');
  expect((await found('--cni', 'flannel')).report).toMatchObject({ running: ['flannel'], left: [] });
  expect((await found('--cni', 'none')).report).toMatchObject({ running: [], verdict: 'left' });
});

test('where pods run without an agent, a note says that what is listed may be what runs', async () => {
  const otherPods = [
    {
      metadata: { name: 'coredns-1', namespace: 'kube-system' },
      spec: { nodeName: 'testbed-worker', containers: [] },
      status: { phase: 'Running', podIPs: [{ ip: '10.244.1.9' }] },
    },
  ];
  stand('flannel-vxlan', { otherPods });
  expect((await found()).report.notes).toEqual([expect.stringContaining('(kube-system/coredns-1)')]);
  expect((await found('--cni', 'none')).report.notes).toEqual([]);
});

test('a node whose capture fails is a gap: exit code 4, and not that nothing is left', async () => {
  stand('none', { jobs: { 'capture-3': failed } });
  const { code, stdout, report } = await found();
  expect([code, report.verdict, report.unread]).toEqual([4, 'incomplete', ['testbed-worker2']]);
  expect(stdout).toContain('INCOMPLETE: nothing was found');
  expect(stdout).toContain('No state of testbed-worker2 was captured');
});

const failed = { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] };

test('a node whose kubelet reports nothing gets no Job, and is a gap', async () => {
  const nodes = nodesOf('none').map((node, i) =>
    i === 2
      ? { ...node, status: { ...node.status, conditions: [{ type: 'Ready', status: 'Unknown' }] } }
      : node,
  );
  stand('none', { nodes });
  const { code, report } = await found();
  expect([code, report.unread]).toEqual([4, ['testbed-worker2']]);
});

test('where there is no folder of CNI configuration, the reason is named, and all else is read', async () => {
  const message =
    'MountVolume.SetUp failed for volume "config" : hostPath type check failed: it is not a directory';
  const events = [
    {
      type: 'Warning',
      reason: 'FailedMount',
      message,
      involvedObject: { kind: 'Pod', name: `${fileJobName('testbed-worker', 1)}-x` },
    },
  ];
  stand('none', { events, jobs: { [fileJobName('testbed-worker', 1)]: { active: 1 } } });
  const { code, stdout, report } = await found();
  expect([code, report.unread]).toEqual([4, []]);
  expect(report.hosts.map(({ gaps }) => gaps.map(({ of }) => of))).toEqual([[], ['cni-config'], []]);
  expect(stdout).toContain('The CNI configuration files of testbed-worker were not looked at: MountVolume');
});

test('an API group that nobody answers for is left by a server, and namespaces by their names', async () => {
  const raw = {
    '/apis': {
      groups: [{ name: 'projectcalico.org', preferredVersion: { groupVersion: 'projectcalico.org/v3' } }],
    },
  };
  stand('none', { raw, namespaces: ['default', 'calico-system'] });
  const { report } = await found();
  expect(report.left).toEqual([
    expect.objectContaining({
      kind: 'namespace',
      name: 'calico-system',
      commands: [['kubectl', 'delete', 'namespace', 'calico-system']],
    }),
    expect.objectContaining({
      kind: 'definitions',
      harms: [{ code: 'no-answer' }],
      commands: [['kubectl', 'delete', 'apiservice', 'v3.projectcalico.org']],
    }),
  ]);
});

test('resources that only an older version of a group has are left too', async () => {
  const versions = ['cilium.io/v2', 'cilium.io/v2alpha1'].map((groupVersion) => ({ groupVersion }));
  const raw = {
    '/apis': { groups: [{ name: 'cilium.io', preferredVersion: versions[0], versions }] },
    '/apis/cilium.io/v2': { resources: [{ name: 'ciliumnodes' }] },
    '/apis/cilium.io/v2alpha1': { resources: [{ name: 'ciliumnodes' }, { name: 'ciliumpodippools' }] },
  };
  stand('none', { raw });
  const { report } = await found();
  expect(report.left.map((one) => one.with)).toEqual([
    ['ciliumnodes.cilium.io', 'ciliumpodippools.cilium.io'],
  ]);
});

test('an API that does not say its groups is a gap', async () => {
  stand('none', { raw: {} });
  expect((await found()).report).toMatchObject({ verdict: 'incomplete', unasked: ['groups'] });
});

test('captures that were taken by hand are read as they are, where it is said what runs', async () => {
  const captures = join(folder, 'captures');
  mkdirSync(captures);
  for (const capture of capturesOf('leftovers-flannel'))
    writeFileSync(join(captures, `${capture.host}.json`), JSON.stringify(capture));
  const { code, report } = await found('--state', captures, '--cni', 'none');
  expect([code, report.unasked]).toEqual([3, ['nodes', 'groups', 'namespaces']]);
  expect((await found('--state', captures, '--cni', 'flannel')).code).toBe(4);
  expect(await run([...argv, '--state', captures])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('add --cni NAME'),
  });
});

test('Markdown and HTML have the same rows and commands', async () => {
  stand('leftovers-flannel');
  const [markdown, html] = [join(folder, 'l.md'), join(folder, 'l.html')];
  await found('--markdown', markdown, '--html', html);
  expect(readFileSync(markdown, 'utf8')).toContain('| all 3 nodes | flannel | link flannel.1');
  expect(readFileSync(markdown, 'utf8')).toContain('    ip link del dev flannel.1\n');
  expect(readFileSync(html, 'utf8')).toContain('ip link del dev flannel.1');
});

test.each([
  [['--sample', '4'], '--sample with --leftovers'],
  [['--capture'], '--capture with --leftovers'],
  [['--dry-run'], '--dry-run with --leftovers'],
  [['--junit', 'x.xml'], '--junit with --leftovers'],
])('%s is refused, as no probe runs', async (more, said) => {
  expect(await run([...argv, ...more])).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
});

test('in a lab there are none', async () => {
  expect(await run(['test', '--leftovers'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--leftovers is for clusters'),
  });
});
