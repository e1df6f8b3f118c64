/** install.sh and install-chart.sh, run for real against stand-ins that keep what a cluster holds. */
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { hasProgram } from '../support/namespaces';
import { filesOf, InstallCluster, type Run } from './install-cluster';

const missing = hasProgram('bash') ? undefined : 'bash is not installed';
const clusters: InstallCluster[] = [];
const cluster = (...files: Parameters<typeof filesOf>) => {
  const made = new InstallCluster(filesOf(...files));
  clusters.push(made);
  return made;
};
afterAll(() => {
  for (const made of clusters) made.remove();
});

const done = { status: 0, stderr: '' };
const deployed = 'deployed\n';
/** Calls that change something. */
/** Objects that are applied as they are stay as they are. */
const changes = ({ calls }: Run) =>
  calls.filter(
    (call) =>
      /^kubectl .*(patch|apply|delete)|^helm upgrade .*--install|tar|^curl/.test(call) &&
      !call.endsWith('apply --server-side --filename manifests.yaml'),
  );

(missing ? describe.skip : describe)(`install.sh${missing ? ` (skipped: ${missing})` : ''}`, () => {
  test('sets every share before the CNI comes, copies missing plug-ins and waits until it is ready', () => {
    const run = cluster({ workers: 1 }).install();
    expect(run).toMatchObject(done);
    const steps = run.calls
      .join('\n')
      .replace(/-o \S+/, '-o FILE')
      .replace(/linux-\w+-/, 'linux-MACHINE-')
      .replace(/(installed=)[\s\S]*?( --dry-run)/, '$1CHART AND VALUES$2');
    expect(steps).toMatchSnapshot();
  });

  test('fills in the API server’s address where a value needs it', () => {
    const made = cluster({ cni: 'cilium', dataPlane: 'ebpf' });
    expect(made.install()).toMatchObject(done);
    expect(parse(made.text('values.filled.yaml')).k8sServiceHost).toBe('172.18.0.2');
  });

  test('gives up where the objects beside the chart are refused again and again, and says so', () => {
    const made = new InstallCluster({ ...filesOf(), 'manifests.yaml': 'kind: ConfigMap\n' });
    clusters.push(made);
    const { status, stderr, calls } = made.install({ fails: 'manifests.yaml' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('manifests.yaml were refused 40 times')]);
    expect(calls.filter((step) => step.endsWith('manifests.yaml'))).toHaveLength(40);
    expect(calls.some((step) => step.includes('rollout status'))).toBe(false);
  });

  test('applies the definitions before the chart', () => {
    const { calls } = cluster({ cni: 'calico' }).install();
    const at = (start: string) => calls.findIndex((line) => line.startsWith(start));
    expect(at('helm template crds')).toBeGreaterThan(-1);
    expect(at('helm template crds')).toBeLessThan(at('helm upgrade --install'));
  });

  test.each([
    ['3', 'flannel'],
    ['3', 'calico'],
    ['4', 'flannel'],
    ['4', 'calico'],
    ['4', 'cilium'],
  ] as const)('changes nothing when it runs again, with Helm %s and %s', (helm, cni) => {
    const made = cluster({ cni });
    const first = made.install({ helm });
    const again = made.install({ helm });
    expect([first, again]).toMatchObject([done, done]);
    expect(changes(again)).toEqual([]);
    expect(again.state).toEqual(first.state);
    expect(again.calls.at(-1)).toContain('wait --for=condition=Ready nodes');
  });

  test.each(['3', '4'] as const)(
    'takes other values that may change, with Helm %s past an operator that writes too',
    (helm) => {
      const made = cluster({ cni: 'calico' });
      made.install({ helm });
      const files = filesOf({ cni: 'calico' });
      const newer = { ...files, 'values.yaml': files['values.yaml']!.replace('whisker', 'whisper') };
      const again = made.install({ helm, files: newer });
      expect(again).toMatchObject(done);
      expect(again.state.releases).toBe(deployed + deployed);
    },
  );

  test.each([
    ['another mode', { cni: 'calico', mode: 'bgp' }, 'mode vxlan', 'mode bgp'],
    [
      'another data plane',
      { cni: 'calico', dataPlane: 'nftables' },
      'data plane iptables',
      'data plane nftables',
    ],
    ['other pools', { cni: 'calico', podPrefix: 25 }, undefined, undefined],
    ['another CNI', { cni: 'cilium' }, 'cni calico', 'cni cilium'],
  ] as const)('refuses %s before it touches anything, and says how to start anew', (_, other, had, wants) => {
    const made = cluster({ cni: 'calico' });
    const first = made.install({ helm: '4' });
    const second = made.install({ helm: '4', files: filesOf(other) });
    expect(second.status).toBe(2);
    expect(second.stderr).toContain('Nothing was changed.');
    expect(second.stderr).toContain('kind delete cluster --name testbed');
    if (had !== undefined) {
      expect(second.stderr).toContain(
        '--leftovers finds nothing: kubectl --context kind-testbed --namespace kube-system delete configmap',
      );
      expect(second.stderr).toContain('CNI, mode and pools are fixed after the first install');
      expect(second.stderr).toContain(`installed:   ${had}\n`);
      expect(second.stderr).toContain(`these files: ${wants}\n`);
    }
    expect(changes(second)).toEqual([]);
    expect(second.state).toEqual(first.state);
  });

  test('refuses other pools where the shares are none of the cluster’s own', () => {
    const made = cluster({ cni: 'calico', workers: 1 });
    made.install();
    const { status, stderr } = made.install({
      files: {
        ...filesOf({ cni: 'calico', workers: 1 }),
        'fixed.txt': filesOf({ cni: 'calico', workers: 2 })['fixed.txt']!,
      },
    });
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(
        'these files: pool testbed-worker2-ipv4 10.244.2.0/24, blocks of /24, encapsulation VXLAN\n',
      ),
    ]);
  });

  test('refuses a share that differs, before any other is set', () => {
    const made = cluster();
    made.set('nodes/testbed-worker2', '10.244.9.0/24');
    const run = made.install();
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('testbed-worker2 has 10.244.9.0/24, planned is 10.244.2.0/24');
    expect(changes(run)).toEqual([]);
  });

  test('takes shares of both families as they are', () => {
    const made = cluster({ ipFamily: 'dual' });
    expect(made.install().state['nodes/testbed-worker']).toBe('10.244.1.0/24 fd00:10:244:1::/64\n');
    expect(changes(made.install())).toEqual([]);
  });

  test('refuses a release that it did not install', () => {
    const made = cluster({ cni: 'calico' });
    made.set('releases', deployed);
    const run = made.install();
    expect([run.status, run.stderr]).toEqual([
      2,
      expect.stringContaining(
        'Helm has a release calico in tigera-operator (deployed) that this script did not install',
      ),
    ]);
    expect(changes(run)).toEqual([]);
  });

  test.each(['template crds', 'upgrade --install', 'namespace.yaml', 'tar -xz', 'rollout status'])(
    'goes on after a first run that failed at %s',
    (fails) => {
      const made = cluster({ cni: fails.includes('tar') ? 'flannel' : 'calico' });
      expect(made.install({ fails }).status).not.toBe(0);
      expect(made.install({ helm: '4' })).toMatchObject({ ...done, state: { releases: deployed } });
    },
  );

  test.each(['pending-install', 'pending-upgrade'])(
    'goes on where helm was cut off and left %s',
    (status) => {
      const made = cluster({ cni: 'calico' });
      made.install({ fails: 'upgrade --install' });
      const before = status === 'pending-install' ? '' : deployed;
      made.set('releases', `${before}${status}\n`);
      const run = made.install();
      expect(run).toMatchObject({ status: 0, state: { releases: before + deployed } });
      expect(run.stderr).toContain(`calico is ${status} since a run that was cut off`);
    },
  );

  test('copies plug-ins only onto nodes that lack one of that version, and leaves no archive', () => {
    const made = cluster();
    made.install();
    made.set('plugins/testbed-worker/bridge', 'v1.0.0');
    const { calls } = made.install();
    expect(calls.filter((call) => call.includes('tar'))).toEqual([
      'docker exec -i testbed-worker tar -xz -C /opt/cni/bin ./bridge ./portmap',
    ]);
    const archive = /-o (\S+)/.exec(calls.find((call) => call.startsWith('curl'))!)![1]!;
    expect(spawnSync('test', ['-e', archive]).status).toBe(1);
  });

  test('says what is wrong where helm cannot be asked', () => {
    const run = cluster().install({ fails: 'helm history' });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('failed: helm history');
    expect(changes(run)).toEqual([]);
  });
});

const noShellcheck = hasProgram('shellcheck') ? undefined : 'shellcheck is not installed';

(noShellcheck ? describe.skip : describe)(
  `shellcheck${noShellcheck ? ` (skipped: ${noShellcheck})` : ''}`,
  () => {
    test.each(['install.sh', 'install-chart.sh'])('finds nothing in %s', (name) => {
      const { stdout } = spawnSync('shellcheck', ['-'], { input: filesOf()[name], encoding: 'utf8' });
      expect(stdout).toBe('');
    });
  },
);
