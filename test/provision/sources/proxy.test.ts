import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { specParts } from '../../../lib/provision/cloud';
import { clouds } from '../../../lib/provision/clouds';
import { machines } from '../../../lib/provision/machines/cloud';
import { readSpec } from '../../../lib/read-spec';
import { describeWith, missing, outputOf } from '../programs';
import { filesOf } from './sources';

const proxy = 'http://proxy.example.com:3128';
const environment = '/etc/testbed/proxy.env';
const ofApt = '/etc/apt/apt.conf.d/95testbed-proxy.conf';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'testbed-proxy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, text = '') => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test('a spec without sources gives machines no file', () => expect(filesOf({})).toEqual({}));

test('the cluster itself is reached without the proxy: its names, nodes, pods and Services, of both families', () => {
  const spec = {
    ipFamily: 'dual',
    zones: [{ name: 'a', nodeCidr: '10.77.0.0/24' }],
    podCidr: '10.200.0.0/16',
  };
  const files = filesOf({ proxy: { http: proxy, noProxy: ['.example.com', '10.77.0.0/24'] } }, spec, {
    withoutProxy: ['169.254.169.254'],
  });
  const without = [
    ...['localhost', '127.0.0.1', '::1', '.testbed.internal', '.svc', '.cluster.local'],
    ...['10.77.0.0/24', 'fd00:192:168:1::/64', '10.200.0.0/16', 'fd00:10:244::/48'],
    ...['10.96.0.0/12', 'fd00:10:96::/112', '169.254.169.254', '.example.com'],
  ].join(',');
  expect(files[environment]!.split('\n')).toEqual([
    ...[`http_proxy=${proxy}`, `HTTP_PROXY=${proxy}`, `https_proxy=${proxy}`, `HTTPS_PROXY=${proxy}`],
    ...[`no_proxy=${without}`, `NO_PROXY=${without}`, ''],
  ]);
});

test('containerd reads the file that the boot scripts read, and no other program of the cluster gets it', () => {
  const files = filesOf({ proxy: { https: proxy } });
  const units = Object.entries(files).filter(([path]) => path.startsWith('/etc/systemd'));
  expect(units.map(([path]) => path)).toEqual([
    '/etc/systemd/system/containerd.service.d/testbed-proxy.conf',
  ]);
  expect(units[0]![1]).toContain(`EnvironmentFile=${environment}\n`);
  expect(files[environment]).not.toMatch(/^http_proxy/im);
});

describeWith(missing('bash'), 'the file of the environment', () => {
  test('is read by a shell as it stands', () => {
    const file = put(
      'proxy.env',
      filesOf({ proxy: { http: 'http://[fd00::1]:3128/', noProxy: ['::2'] } })[environment],
    );
    const read = outputOf('bash', '-c', `set -a; . "$0"; printf '%s|%s' "$HTTPS_PROXY" "$no_proxy"`, file);
    expect(read).toMatch(/^http:\/\/\[fd00::1\]:3128\/\|localhost,.*,::2$/);
  });
});

describeWith(missing('apt-config'), 'the file for apt', () => {
  test("is apt's: it goes by the proxy, and directly to the hosts that are named", () => {
    const http = 'http://proxy.example.com:3128';
    const file = put(
      'apt.conf',
      filesOf({ proxy: { http, noProxy: ['mirror.example.com', '.other', '10.9.0.0/24'] } })[ofApt],
    );
    const said = execFileSync('apt-config', ['dump', '--format', '%f %v%n'], {
      encoding: 'utf8',
      env: { ...process.env, APT_CONFIG: file },
    });
    expect(said.split('\n').filter((line) => /^Acquire::https?::Proxy/.test(line))).toEqual(
      ['http', 'https'].flatMap((scheme) => [
        `Acquire::${scheme}::Proxy ${http}`,
        `Acquire::${scheme}::Proxy::mirror.example.com DIRECT`,
      ]),
    );
  });
});

describe('a proxy in a spec', () => {
  const wrongIn = (sources: unknown) =>
    machines.specSchema.safeParse({ sources }).error?.issues.map(({ path }) => path.join('.')) ?? [];

  test.each([
    ['a user and a password', 'http://me:secret@proxy:3128'],
    ['a user', 'http://me@proxy:3128'],
    ['no scheme', 'proxy:3128'],
    ['another scheme', 'socks5://proxy:1080'],
    ['a query', 'http://proxy:3128/?a=b'],
    ['a blank', 'http://proxy :3128'],
    ['a line end', 'http://proxy:3128\nX=1'],
    ['a command', 'http://proxy:3128/$(id)'],
    ['a quote', 'http://proxy:3128/"'],
    ['port 0', 'http://proxy:0'],
  ])('with %s is refused', (_, http) => expect(wrongIn({ proxy: { http } })).toEqual(['sources.proxy.http']));

  test('with a password is refused without a word of it', () => {
    const read = () =>
      readSpec(
        { machines: { sources: { proxy: { http: 'http://me:hidden@proxy' } } } },
        { parts: specParts(clouds) },
      );
    expect(read).toThrow(/^machines.sources.proxy.http = "http:\/\/…@proxy": a user and a password /);
  });

  test('that names none is refused, and so are ways around it that are no place', () => {
    expect(wrongIn({ proxy: {} })).toEqual(['sources.proxy']);
    const noProxy = [
      'ok.example.com',
      '*',
      '10.0.0.1/8',
      'a b',
      '-x',
      '300.1.1.1/8',
      '10.0.0.0/8',
      'fd00::/8',
      '.local',
    ];
    expect(wrongIn({ proxy: { http: proxy, noProxy } })).toEqual(
      [1, 2, 3, 4, 5].map((i) => `sources.proxy.noProxy.${i}`),
    );
  });
});
