/** What the Job that watches agents does: their control groups before and after, and a stream meanwhile. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentsCost, meanwhile } from '../../../lib/cluster/job/agents';
import { agentsLine } from '../../../lib/cluster/untrusted/measure-report-lines';
import { ownLoopback } from '../../support/loopback';

const uid = '11111111-2222-3333-4444-555555555555';
const root = mkdtempSync(join(tmpdir(), 'agents-cost-'));
const group = join(root, `pod${uid}`);
const address = ownLoopback(1);
const port = 27_951;

beforeAll(() => {
  mkdirSync(group);
  writeFileSync(join(group, 'memory.current'), '5000');
  writeFileSync(join(group, 'memory.stat'), 'inactive_file 1000\n');
});

afterAll(() => rmSync(root, { recursive: true }));

const spent = (us: number) => writeFileSync(join(group, 'cpu.stat'), `usage_usec ${us}\n`);

test('is what pods spent between two looks', async () => {
  spent(1000);
  const report = await agentsCost(root, [uid], 'a', async () => spent(51_000));
  expect(agentsLine.parse(report).pods).toEqual([{ uid, cpuMs: 50, memoryBytes: 4000 }]);
});

test('is read while a server fills the path, for as long as the window', async () => {
  spent(1000);
  let asked = '';
  let sent = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => {
      asked = `${request}`;
      const send = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      socket.on('drain', send);
      send();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  try {
    const report = await agentsCost(root, [uid], 'a', meanwhile({ address, port }, 300));
    expect(asked).toBe('load\n');
    expect(sent).toBeGreaterThan(1e6);
    expect(report.windowMs).toBeGreaterThanOrEqual(300);
    expect(report.pods).toHaveLength(1);
    expect(report).not.toHaveProperty('failure');
  } finally {
    server.close();
  }
});

test('is not told where no stream came, but why', async () => {
  const report = await agentsCost(root, [uid], 'a', meanwhile({ address, port: port + 1 }, 300));
  expect(agentsLine.parse(report)).toMatchObject({
    pods: [],
    failure: { code: 'system', errno: 'ECONNREFUSED' },
  });
});
