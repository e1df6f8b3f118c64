import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { type ProbeEndpoint, plainSockets, udpSocket } from '../../lib/prober';
import { Prober } from '../../lib/prober/prober';
import { serve } from '../../lib/prober/server';
import { tcpProbe } from '../../lib/prober/tcp-probe';
import { UdpClient } from '../../lib/prober/udp-client';

const endpoint = (id: string, ipv4: string): ProbeEndpoint => ({
  id,
  address: { ipv4 },
  enter: (act) => act(),
  sockets: plainSockets,
});
const [here, there] = [endpoint('pod:a/0', '127.0.0.1'), endpoint('pod:b/0', '127.0.0.2')];
/** So long that no machine is too busy to answer in it: the tests end with the answer. */
const patient = { tries: 1, waitMs: 60_000 };

/** A port of the loopback that is free now, for TCP and UDP. */
async function freePort(): Promise<number> {
  const socket = udpSocket('ipv4');
  socket.bind(0, '127.0.0.2'); // takes effect at once: no name is looked up
  const { port } = socket.address() as AddressInfo;
  socket.close();
  return port;
}

/** Keeps this thread from doing anything else for so long. */
function standStill(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('probes over the loopback', () => {
  let port = 0;
  beforeEach(async () => {
    port = await freePort();
  });

  test('are answered over TCP and UDP by who was asked, who reports the source it saw', async () => {
    const server = await serve(there, 'ipv4', port);
    const client = new UdpClient(here, 'ipv4');
    try {
      expect(server.failure).toBeUndefined();
      for (const observation of [
        await tcpProbe(here, '127.0.0.2', port, 60_000),
        await client.probe('127.0.0.2', port, patient),
      ]) {
        expect(observation).toMatchObject({ reachable: true, answeredBy: 'pod:b/0', source: '127.0.0.1' });
        expect(observation.rttMs).toBeGreaterThan(0);
      }
    } finally {
      client.close();
      server.close();
    }
  });

  test('pair each answer with its own question, however many are under way', async () => {
    const server = await serve(there, 'ipv4', port);
    const client = new UdpClient(here, 'ipv4');
    const all = await Promise.all(Array.from({ length: 50 }, () => client.probe('127.0.0.2', port, patient)));
    client.close();
    server.close();
    expect(all.filter(({ reachable }) => reachable)).toHaveLength(50);
  });

  test('are not lost to a machine that stands still for longer than they may take', async () => {
    const server = await serve(there, 'ipv4', port);
    const client = new UdpClient(here, 'ipv4');
    const probes = [
      tcpProbe(here, '127.0.0.2', port, 500),
      client.probe('127.0.0.2', port, { tries: 1, waitMs: 500 }),
    ];
    setImmediate(() => standStill(1200));
    expect(await Promise.all(probes)).toEqual([
      expect.objectContaining({ reachable: true }),
      expect.objectContaining({ reachable: true }),
    ]);
    client.close();
    server.close();
  });

  test('fail where nobody listens', async () => {
    const client = new UdpClient(here, 'ipv4');
    expect(await tcpProbe(here, '127.0.0.2', port, 60_000)).toEqual({
      reachable: false,
      failure: { code: 'system', errno: 'ECONNREFUSED' },
    });
    expect(await client.probe('127.0.0.2', port, { tries: 2, waitMs: 20 })).toEqual({
      reachable: false,
      failure: { code: 'no-answer', afterMs: 20 },
    });
    client.close();
  });

  test('fail where a server listens on another address of the host only', async () => {
    const server = await serve(here, 'ipv4', port);
    expect(await tcpProbe(here, '127.0.0.2', port, 60_000)).toMatchObject({ reachable: false });
    server.close();
  });

  test.each([
    [
      'says something else',
      (socket: net.Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      { code: 'not-a-prober', said: expect.stringMatching(/^HTTP\/1\.1 400/) },
    ],
    ['says nothing and ends', (socket: net.Socket) => socket.end(), { code: 'not-a-prober', said: '' }],
    [
      'says too much',
      (socket: net.Socket) => socket.end('x'.repeat(5000)),
      { code: 'not-a-prober', said: 'x'.repeat(60) },
    ],
    ['resets', (socket: net.Socket) => socket.resetAndDestroy(), { code: 'system', errno: 'ECONNRESET' }],
    ['is silent', () => undefined, { code: 'no-answer', afterMs: 50 }],
  ])('fail over TCP where something else listens that %s', async (what, act, failure) => {
    const open = new Set<net.Socket>();
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      open.add(socket);
      act(socket);
    });
    server.listen(port, '127.0.0.2');
    await once(server, 'listening');
    const observation = await tcpProbe(here, '127.0.0.2', port, what === 'is silent' ? 50 : 60_000);
    expect(observation.reachable).toBe(false);
    expect(observation.failure).toEqual(failure);
    for (const socket of open) socket.destroy();
    server.close();
  });

  test('fail over UDP where something else answers', async () => {
    const echo = udpSocket('ipv4');
    echo.on('message', (text, { port: to, address }) => echo.send(text, to, address));
    echo.bind(port, '127.0.0.2');
    const client = new UdpClient(here, 'ipv4');
    expect(await client.probe('127.0.0.2', port, { tries: 1, waitMs: 30 })).toMatchObject({
      reachable: false,
    });
    client.close();
    echo.close();
  });

  test('a server whose port is taken says so', async () => {
    const first = await serve(there, 'ipv4', port);
    const second = await serve(there, 'ipv4', port);
    expect(second.failure).toMatchObject({
      reason: expect.stringContaining('EADDRINUSE'),
      local: 'EADDRINUSE',
    });
    expect(await tcpProbe(here, '127.0.0.2', port, 60_000)).toMatchObject({ answeredBy: 'pod:b/0' });
    first.close();
  });
});

test('a prober runs all its probes and keeps their order', async () => {
  const prober = new Prober([here, there]);
  await prober.listen();
  const probes = [
    { from: 0, to: 1, family: 'ipv4', kind: 'tcp' },
    { from: 1, to: 0, family: 'ipv4', kind: 'udp' },
    { from: 0, to: 1, family: 'ipv4', kind: 'udp' },
  ] as const;
  const observations = await prober.run(probes);
  prober.close();
  expect(observations.map((observation) => 'answeredBy' in observation && observation.answeredBy)).toEqual([
    'pod:b/0',
    'pod:a/0',
    'pod:b/0',
  ]);
});
