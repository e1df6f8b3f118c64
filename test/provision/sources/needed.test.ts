/** What a mirror must have is what the boot fetches. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helmSha256 } from '../../../lib/base/versions';
import { neededBy } from '../../../lib/provision/sources/needed';
import { run } from '../../cli/run';
import { clusterWith } from './sources';

const mirrored = { images: { 'registry.k8s.io': 'https://images.example.com' } };

test('the packages are those that the boot installs by name', () => {
  const script = readFileSync(join(__dirname, '../../../lib/provision/boot/files/steps/packages.sh'), 'utf8');
  const installed = /apt_get install ([^#]*?)\n\S/.exec(script)![1]!.replaceAll(/[\\"]/g, '').split(/\s+/);
  const { systemPackages, kubernetesPackages } = neededBy(clusterWith({}));
  const names = [
    ...systemPackages,
    ...kubernetesPackages.packages.map(({ name, version }) =>
      version ? `${name}=$KUBERNETES_PACKAGE` : name,
    ),
  ];
  expect(installed.filter((word) => word && !word.startsWith('--')).sort()).toEqual(names.sort());
});

test('archives have the pinned digests, and are where the spec has them', () => {
  const { archives } = neededBy(clusterWith({ packages: { helm: 'https://mirror.example.com/helm' } }));
  expect(archives.map(({ sha256 }) => sha256).sort()).toEqual(Object.values(helmSha256).sort());
  for (const { url, name } of archives) expect(url).toBe(`https://mirror.example.com/helm/${name}`);
});

test('images have the mirror of their registry, and no other', () => {
  const { images } = neededBy(clusterWith(mirrored));
  expect(images.length).toBeGreaterThan(4);
  for (const { image, mirror } of images)
    expect(mirror).toBe(image.startsWith('registry.k8s.io/') ? 'https://images.example.com' : undefined);
});

test('without kube-proxy its image is not needed', () => {
  const proxies = (spec: object) =>
    neededBy(clusterWith({}, spec)).images.filter(({ image }) => image.includes('/kube-proxy:')).length;
  expect([proxies({ cni: 'cilium' }), proxies({ cni: 'cilium', dataPlane: 'ebpf' })]).toEqual([1, 0]);
});

describe('testbed machines sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-sources-'));
  const file = join(folder, 'machines.json');
  const hosts = ['control-plane-1', 'worker-1', 'worker-2'].map((name) => ({ name, ssh: { host: name } }));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() =>
    writeFileSync(file, JSON.stringify({ cni: 'cilium', machines: { hosts, sources: mirrored } })),
  );

  test('lists it, machines or no machines, as text and as data', async () => {
    const text = await run(['machines', 'sources', file]);
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^ {2}kubelet {2}\d+\.\d+\.\d+-\d/m);
    expect(text.stdout).toMatch(/^ {2}registry\.k8s\.io\/pause:\S+ {2}from https:\/\/images\.example\.com$/m);
    expect(text.stdout).toMatch(/^ {2}helm template cilium .* --values -$/m);
    const { stdout, code } = await run(['machines', 'sources', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ charts: [{ name: 'cilium' }], values: expect.any(Object) });
  });

  test('refuses a spec that lists no machines', async () => {
    const empty = join(folder, 'empty.json');
    writeFileSync(empty, '{}');
    const { code, stdout } = await run(['machines', 'sources', empty]);
    expect([code, stdout]).toEqual([2, '']);
  });
});
