import { once } from 'node:events';
import net from 'node:net';
import { keptQuantiles, perform, quantilesOf, serveMeasuring, turn } from '../../lib/prober/measure';
import { machineIn, tcpIn, threadIn } from '../../lib/prober/measure/cost';
import { spentBetween } from '../../lib/prober/measure/spent';
import { endpointAt } from '../../lib/prober/questions/own-place';

/** Not needed where everything stays in this process. */
const noProgram = '/nonexistent';

/** Serves on a port of loopback while `use` runs. */
async function served<T>(use: (port: number) => Promise<T>): Promise<T> {
  const free = net.createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as net.AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const server = await serveMeasuring(endpointAt('node:a', ['127.0.0.1']), 'ipv4', port, noProgram);
  try {
    return await use(port);
  } finally {
    server.close();
  }
}

const task = (port: number) => ({ family: 'ipv4', address: '127.0.0.1', port, mostMs: 60_000 }) as const;

/** Sends one line, and returns all that comes until the server ends. */
async function said(port: number, line: string): Promise<string> {
  const socket = net.connect({ host: '127.0.0.1', port });
  socket.on('error', () => {});
  socket.write(line);
  let text = '';
  for await (const chunk of socket.setEncoding('latin1')) text += chunk;
  return text;
}

describe('a measuring client', () => {
  test('counts round trips, without those that warm up', () =>
    served(async (port) => {
      const { count, quantilesUs, cpuMs, failure } = await perform(
        { ...task(port), work: 'rtt', amount: 300, warmUp: 50 },
        noProgram,
      );
      expect([failure, count, quantilesUs]).toEqual([undefined, 300, expect.any(Array)]);
      expect(quantilesUs).toHaveLength(keptQuantiles);
      expect(quantilesUs!.every((us, i) => us > 0 && us >= (quantilesUs![i - 1] ?? 0))).toBe(true);
      expect(cpuMs!.client).toBeGreaterThan(0);
    }));

  test('counts connections, which it resets', () =>
    served(async (port) => {
      const { count, failure } = await perform(
        { ...task(port), work: 'connect', amount: 200, warmUp: 20 },
        noProgram,
      );
      expect([failure, count]).toEqual([undefined, 200]);
    }));

  test('receives all bytes that it asks for', () =>
    served(async (port) => {
      const { bytes, count, durationMs } = await perform(
        { ...task(port), work: 'bulk', amount: 10_000_001, warmUp: 100 },
        noProgram,
      );
      expect([bytes, count]).toEqual([10_000_001, 1]);
      expect(durationMs).toBeGreaterThan(0);
    }));

  test('sends datagrams of the size that is asked for, and counts those that do not come back', () =>
    served(async (port) => {
      const { count, lost, packet, failure } = await perform(
        { ...task(port), work: 'udp-large', amount: 500, warmUp: 10, packet: 1400 },
        noProgram,
      );
      expect([failure, count, packet]).toEqual([undefined, 500, 1400]);
      expect(lost).toBeLessThan(500);
    }));

  test('says what failed where nobody serves', async () => {
    const measured = await perform({ ...task(1), work: 'rtt', amount: 100, warmUp: 1 }, noProgram);
    expect(measured).toEqual({ count: 0, failure: { code: 'system', errno: 'ECONNREFUSED' } });
  });
});

test('a measuring client does not measure whoever else has the server’s address', () =>
  served(async (port) => {
    const asked = { ...task(port), work: 'rtt', amount: 100, warmUp: 1, server: 'node:b' } as const;
    expect(await perform(asked, noProgram)).toEqual({
      count: 0,
      failure: { code: 'other-server', id: 'node:a' },
    });
    expect((await perform({ ...asked, server: 'node:a' }, noProgram)).count).toBe(100);
  }));

describe('a measuring server', () => {
  test.each([
    '',
    'nothing\n',
    'source 0\n',
    'source -1\n',
    'source 1e99\n',
    'source\n',
    'turn\n',
    'turn a -1\n',
  ])('ends a connection that asks for %j', (line) =>
    served(async (port) => expect(await said(port, line || `${'x'.repeat(500)}`)).toBe('')),
  );

  test('says what it has spent', () =>
    served(async (port) => expect(JSON.parse(await said(port, 'counters\n')).cpuMs).toBeGreaterThan(0)));

  test('gives turns in their order, each when the one before has ended', () =>
    served(async (port) => {
      const order: string[] = [];
      const take = async (step: number) => {
        const end = await turn({ address: '127.0.0.1', port }, 'block', step, 60_000);
        order.push(`begin ${step}`);
        await new Promise(setImmediate);
        order.push(`end ${step}`);
        end();
      };
      await Promise.all([take(2), take(1), take(0), take(3)]);
      expect(order).toEqual([0, 1, 2, 3].flatMap((step) => [`begin ${step}`, `end ${step}`]));
    }));

  test('keeps turns of one key apart from those of another', () =>
    served(async (port) => {
      const place = { address: '127.0.0.1', port };
      const end = await turn(place, 'a', 0, 60_000);
      (await turn(place, 'b', 0, 60_000))();
      end();
    }));
});

describe('what the kernel counts', () => {
  test('of a machine is busy, stolen and all time', () => {
    expect(machineIn('cpu  10 1 5 100 4 2 3 7 9 0\ncpu0 1 1 1 1\n')).toEqual({
      busy: 21,
      stolen: 7,
      all: 132,
    });
    expect(machineIn('nothing')).toBeUndefined();
    expect(machineIn('cpu  1 2 3\n')).toBeUndefined();
  });

  test('of a thread is running and waiting', () => {
    expect(threadIn('123 456 7\n')).toEqual({ ran: 123, waited: 456 });
    expect(threadIn('')).toBeUndefined();
  });

  test('of TCP is found by name', () => {
    const text = 'Ip: Forwarding\nIp: 1\nTcp: RtoAlgorithm OutSegs RetransSegs InErrs\nTcp: 1 200 3 0\n';
    expect(tcpIn(text)).toEqual({ sent: 200, again: 3 });
    expect(tcpIn('Tcp: InErrs\nTcp: 1\n')).toBeUndefined();
  });

  test('is told as what was spent between two moments', () => {
    const at = (cpuMs: number, busy: number, stolen: number) => ({
      ...{ cpuMs, machine: { busy, stolen, all: 1000 + busy + stolen } },
      ...{ thread: { ran: 1000 * cpuMs, waited: 1000 * cpuMs }, tcp: { sent: busy, again: stolen } },
    });
    expect(
      spentBetween(
        { client: at(1, 0, 0), server: at(2, 0, 0) },
        { client: at(4, 90, 10), server: at(3, 50, 0) },
      ),
    ).toEqual({
      ...{ cpuMs: { client: 3, server: 1 }, busyMs: { client: 900, server: 500 }, steal: 0.1, waiting: 0.5 },
      retransmitted: { segments: 0, of: 50 },
    });
  });

  test('may be less than nothing where counters begin anew, and is then left out', () => {
    const counters = (sent: number) => ({ cpuMs: 1, tcp: { sent, again: 0 } });
    const spent = spentBetween(
      { client: counters(5), server: counters(5) },
      { client: counters(1), server: counters(1) },
    );
    expect(spent).toEqual({ cpuMs: { client: 0, server: 0 } });
  });
});

test('a distribution is kept as its quantiles, from the least to the largest', () => {
  const quantiles = quantilesOf([3, 1, 2]);
  expect(quantiles).toHaveLength(201);
  expect([quantiles![0], quantiles![100], quantiles![200]]).toEqual([1, 2, 3]);
  expect(quantilesOf([])).toBeUndefined();
});
