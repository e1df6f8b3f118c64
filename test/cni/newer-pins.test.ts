/** `npm run pins` against lists of releases on loopback. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tryExec } from '../../lib/base/exec';
import { packageRoot } from '../../lib/base/package-root';
import { versions } from '../../lib/base/versions';

let server: Server;
let url: string;
/** What is answered, by a part of the path; nothing else is found. */
let answers: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  server = createServer(({ url: path = '' }, response) => {
    const found = Object.entries(answers).find(([part]) => path.includes(part));
    response.statusCode = found ? 200 : 404;
    response.end(JSON.stringify(found?.[1] ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

const pins = () =>
  tryExec(process.execPath, [join(packageRoot, 'build/newer-pins.mjs')], {
    env: { ...process.env, TESTBED_PINS_URL: url },
  });
const released = (...names: string[]) =>
  names.map((name) => ({ tag_name: name, draft: false, prerelease: false }));

test('names the newest release of the same line and the newest of all, and no candidate', async () => {
  const [, line] = /^v(\d+\.\d+)/.exec(versions.calico)!;
  answers = {
    'projectcalico/calico': released(`v${line}.7`, `v${line}.6`, 'v99.1.0', 'v99.2.0-rc1', versions.calico),
  };
  const { stdout, code } = await pins();
  expect(stdout).toMatch(new RegExp(`^calico +${versions.calico} +newer: ${line}\\.7, 99\\.1\\.0$`, 'm'));
  expect(code).toBe(1); // the other lists could not be read
});

test('says of every pin whether it is the newest, what it follows, or why that is not known', async () => {
  answers = { 'cilium/cilium': released(versions.cilium) };
  const { stdout } = await pins();
  const said = stdout.trimEnd().split('\n');
  expect(said.map((line) => line.split(' ')[0])).toEqual(Object.keys(versions));
  for (const line of said) expect(line).toMatch(/ (newest|newer: .*|follows .*|not known: .* answered 404)$/);
  expect(stdout).toMatch(/^cilium .* newest$/m);
});
