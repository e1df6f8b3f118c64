import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { machines } from '../../../lib/provision/machines/cloud';
import { describeWith, missing } from '../programs';
import { filesOf } from './sources';

const pathOf = (registry: string) => `/etc/containerd/certs.d/${registry}/hosts.toml`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'testbed-images-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A certificate in PEM of its own making. */
function certificate(name: string): string {
  const key = join(folder, 'key.pem');
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-subj', `/CN=${name}`];
  return execFileSync('openssl', request, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

test("containerd is given a mirror alone, whose path is its API's root", () => {
  const files = filesOf({
    images: {
      'quay.io': 'https://harbor.example.com/v2/quay/',
      'registry.example.com:5000': 'http://[fd00::1]:5000',
    },
  });
  const settings = (...lines: string[]) => ['capabilities = ["pull", "resolve"]', ...lines];
  const withoutComments = (path: string) =>
    files[path]?.split('\n').filter((line) => line && !line.startsWith('#'));
  const harbor = settings('override_path = true');
  expect(withoutComments(pathOf('quay.io'))).toEqual([
    ...["server = 'https://harbor.example.com/v2/quay'", ...harbor],
    ...["[host.'https://harbor.example.com/v2/quay']", ...harbor],
  ]);
  expect(withoutComments(pathOf('registry.example.com:5000'))).toEqual([
    ...["server = 'http://[fd00::1]:5000'", ...settings(), "[host.'http://[fd00::1]:5000']", ...settings()],
  ]);
});

describeWith(missing('openssl'), 'certificates', () => {
  test('are a file each, as update-ca-certificates takes them', () => {
    const [first, second] = [certificate('a'), certificate('b')];
    const files = filesOf({ ca: `\n${first}\n\n${second}` });
    expect(files).toEqual({
      '/usr/local/share/ca-certificates/testbed-1.crt': first,
      '/usr/local/share/ca-certificates/testbed-2.crt': second,
    });
  });

  test('are refused where they are none, where something else is with them, and where it is a key', () => {
    const pem = certificate('a');
    const key = readFileSync(join(folder, 'key.pem'), 'utf8');
    const torn = pem.replace(/\n[^-]{20}/, '\n');
    const wrong = (ca: string) =>
      machines.specSchema.safeParse({ sources: { ca } }).error?.issues.map(({ path }) => path.join('.'));
    expect(['', 'x', `${pem}x`, torn, key, `${pem}${key}`].map(wrong)).toEqual(Array(6).fill(['sources.ca']));
    expect(wrong(pem)).toBeUndefined();
  });
});

test.each([
  ['a name without a dot', { quay: 'https://m' }],
  ['a scheme', { 'https://quay.io': 'https://m' }],
  ['a path out of the folder', { '../quay.io': 'https://m' }],
  ['a folder', { 'quay.io/calico': 'https://m' }],
  ['a blank', { 'quay .io': 'https://m' }],
])('a registry with %s is refused', (_, images) =>
  expect(machines.specSchema.safeParse({ sources: { images } }).success).toBe(false),
);

describeWith(missing('containerd', 'ctr'), 'the real containerd', () => {
  test('asks the mirror alone, by the path of its API, also where the mirror has no such image', async () => {
    const asked: string[] = [];
    const mirror = createServer(({ method, url }, response) => {
      asked.push(`${method} ${url}`);
      response.writeHead(404).end();
    });
    await new Promise<void>((ready) => mirror.listen(0, '127.0.0.1', ready));
    const { port } = mirror.address() as AddressInfo;
    const files = filesOf({ images: { 'quay.io': `http://127.0.0.1:${port}/v2/quay` } });
    const hosts = join(folder, 'certs.d');
    mkdirSync(join(hosts, 'quay.io'), { recursive: true });
    writeFileSync(join(hosts, 'quay.io/hosts.toml'), files[pathOf('quay.io')]!);
    const socket = join(folder, 'c.sock');
    const config = join(folder, 'config.toml');
    const places = `root = "${folder}/root"\nstate = "${folder}/state"\n[grpc]\naddress = "${socket}"\n`;
    writeFileSync(config, `version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n${places}`);
    const daemon = spawn('containerd', ['--config', config], { cwd: dirname(config), stdio: 'ignore' });
    const ctr = (...args: string[]) =>
      new Promise<number | null>((over) =>
        spawn('ctr', ['--address', socket, ...args], { stdio: 'ignore' }).on('close', over),
      );
    try {
      const until = Date.now() + 20_000;
      while ((await ctr('version')) !== 0 && Date.now() < until)
        await new Promise((wake) => setTimeout(wake, 100));
      expect(await ctr('images', 'pull', '--hosts-dir', hosts, 'quay.io/cilium/cilium:v1')).not.toBe(0);
      expect(new Set(asked)).toEqual(new Set(['HEAD /v2/quay/cilium/cilium/manifests/v1?ns=quay.io']));
    } finally {
      daemon.kill();
      await new Promise((over) => daemon.once('close', over));
      await new Promise((over) => mirror.close(over));
    }
  });
});
