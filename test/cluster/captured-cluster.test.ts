/** A cluster that is captured and not tested: `testbed capture` and `testbed diff` with --target kubernetes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureName } from '../../lib/cluster/manifests/captures';
import type { Capture } from '../../lib/state/capture';
import { run } from '../cli/run';
import { printed } from '../support/captured-run';
import { recorded } from '../support/captures';
import { planOf } from '../support/recorded-cluster';
import { FakeCluster, type FakeNode, healthyScenario } from './fake-cluster';

const folder = mkdtempSync(join(tmpdir(), 'captured-cluster-'));
let cluster: FakeCluster | undefined;

afterEach(() => {
  cluster?.end();
  cluster = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The recorded cluster as a fake API has it. @param edit changes the captures */
function stand(name: string, edit: (captures: readonly Capture[]) => readonly Capture[] = (all) => all) {
  const { nodes } = planOf(name);
  const { captures, cluster: seen } = recorded(name);
  const places = new Map(nodes.map((node, i) => [node.name, captureName(node.name, i)]));
  const fakes = nodes.map(
    (node): FakeNode => ({
      name: node.name,
      address: `${node.address.ipv4}`,
      podCidr: `${node.podCidr!.ipv4}`,
      pods: ['10.244.9.1', '10.244.9.2', '10.244.9.3'],
    }),
  );
  cluster = new FakeCluster({
    ...healthyScenario(fakes),
    daemonSets: [{ metadata: { name: 'kube-flannel-ds', namespace: 'kube-flannel' } }] as never,
    otherPods: seen.pods
      .filter(({ hostNetwork }) => !hostNetwork)
      .map((pod) => ({
        metadata: { name: pod.name, namespace: pod.namespace },
        spec: { nodeName: pod.node, containers: [] },
        status: { phase: 'Running', podIPs: pod.podIPs.map((ip) => ({ ip })) },
      })),
    logs: Object.fromEntries(edit(captures).map((one) => [places.get(one.host)!, printed(one)])),
  });
}

const flannel = ['--target', 'kubernetes', '--cni', 'flannel', '--mode', 'vxlan'];

test('`capture` writes a file for each node, and leaves nothing in the cluster', async () => {
  stand('flannel-vxlan');
  const out = join(folder, 'captures');
  const { code, stdout } = await run(['capture', '--target', 'kubernetes', '--out', out]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('3 captures') });
  const worker = JSON.parse(readFileSync(join(out, 'testbed-worker.json'), 'utf8'));
  expect(worker).toEqual(
    JSON.parse(
      JSON.stringify(recorded('flannel-vxlan').captures.find(({ host }) => host === 'testbed-worker')),
    ),
  );
  expect(cluster!.objects()).toEqual([]);
});

test('`diff` holds the nodes against what their CNI should have programmed', async () => {
  stand('flannel-vxlan');
  expect(await run(['diff', ...flannel])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('ALIKE'),
  });
  expect(cluster!.objects()).toEqual([]);
});

test('`diff` names an entry that is missing, and says by its exit code that it matters', async () => {
  const without = ({ outputs, ...capture }: Capture): Capture => ({
    ...capture,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([line, output]) => [
        line,
        line === 'ip -j -d route show table all' && capture.host === 'testbed-worker'
          ? {
              ...output,
              stdout: JSON.stringify(
                JSON.parse(output.stdout).filter(({ dst }: { dst: string }) => dst !== '10.244.2.0/24'),
              ),
            }
          : output,
      ]),
    ),
  });
  stand('flannel-vxlan', (captures) => captures.map(without));
  const file = join(folder, 'diff.json');
  expect((await run(['diff', ...flannel, '--json', file])).code).toBe(3);
  expect(JSON.parse(readFileSync(file, 'utf8')).diff[0]).toMatchObject({
    host: 'testbed-worker',
    kind: 'route',
    change: 'missing',
    key: '10.244.2.0/24',
    matters: true,
  });
});

test.each([
  [['diff', '--target', 'kubernetes'], 4, 'the mode of flannel is not known'],
  [['diff', ...flannel, '--name', 'x'], 2, '--name is not for clusters'],
  [['diff', '--context', 'x'], 2, '--context is for clusters: add --target kubernetes'],
  [['capture', '--target', 'kubernetes', '--host', 'x'], 2, '--host is for labs'],
  [['capture', '--pods'], 2, '--pods is for clusters: add --target kubernetes'],
])('%s is refused with the reason', async (argv, code, said) => {
  stand('flannel-vxlan');
  expect(await run(argv)).toMatchObject({ code, stderr: expect.stringContaining(said) });
});
