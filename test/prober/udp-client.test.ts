import dgram from 'node:dgram';
import { once } from 'node:events';
import { type ProbeEndpoint, plainSockets, udpSocket } from '../../lib/prober';
import { Prober } from '../../lib/prober/prober';
import { serve } from '../../lib/prober/server';
import { UdpClient } from '../../lib/prober/udp-client';

/** So long that no machine is too busy to answer in it. */
const patience = { tries: 1, waitMs: 60_000 };

function endpointWith(openUdp: ProbeEndpoint['sockets']['openUdp'], id = 'pod:a/0'): ProbeEndpoint {
  return {
    id,
    address: { ipv4: '127.0.0.1' },
    enter: (act) => act(),
    sockets: { ...plainSockets, openUdp },
  };
}

/** A socket whose port another one takes over: the kernel gives a datagram to the socket that was bound last. */
async function sharedPort(): Promise<{ deaf: dgram.Socket; hears: dgram.Socket }> {
  const bound = async (port: number) => {
    const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true });
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return socket;
  };
  const deaf = await bound(0);
  return { deaf, hears: await bound(deaf.address().port) };
}

/** Something of a machine that is used up. */
const usedUp = (code: string) => Object.assign(new Error(code), { code });

function freePort(): number {
  const socket = udpSocket('ipv4');
  socket.bind(0, '127.0.0.1'); // takes effect at once: no name is looked up
  const { port } = socket.address();
  socket.close();
  return port;
}

describe('a UDP client', () => {
  test('takes another socket where the first one does not hear what is sent to its port', async () => {
    const { deaf, hears } = await sharedPort();
    let opened = 0;
    const from = endpointWith((family) => (++opened === 1 ? deaf : plainSockets.openUdp(family)));
    const port = freePort();
    const server = await serve(
      endpointWith(() => udpSocket('ipv4'), 'pod:b/0'),
      'ipv4',
      port,
    );
    const client = await UdpClient.open(from, 'ipv4');
    expect(opened).toBeGreaterThanOrEqual(2);
    expect(await client.probe('127.0.0.1', port, patience)).toMatchObject({ answeredBy: 'pod:b/0' });
    for (const socket of [client, server, hears]) socket.close();
  });

  test('goes on with a socket that cannot reach itself: the loopback may be filtered', async () => {
    let opened = 0;
    const from = endpointWith((family) => {
      opened += 1;
      const socket = plainSockets.openUdp(family);
      const send = socket.send.bind(socket) as (...args: unknown[]) => void;
      socket.send = ((...args: unknown[]) =>
        args[2] === '127.0.0.1' ? (args[3] as () => void)() : send(...args)) as typeof socket.send;
      return socket;
    });
    const client = await UdpClient.open(from, 'ipv4');
    expect(opened).toBe(3);
    client.close();
  });

  test('counts answers to questions that it never asked, and takes none for its own', async () => {
    const client = new UdpClient(endpointWith(plainSockets.openUdp), 'ipv4');
    const own = (client as unknown as { socket: dgram.Socket }).socket;
    const liar = udpSocket('ipv4');
    liar.on('message', (request, { port }) => {
      const number = Number(request.toString('latin1', 0, 10));
      for (const wrong of [1, number + 1, number - 1])
        liar.send(`${wrong} pod:b/0 10.0.0.1`, port, '127.0.0.1');
    });
    liar.bind(0, '127.0.0.1');
    const seen = await client.probe('127.0.0.1', liar.address().port, { tries: 1, waitMs: 1000 });
    expect(seen.reachable).toBe(false);
    expect(client.strays).toBe(3);
    own.close();
    liar.close();
  });

  test.each(['EMFILE', 'ENOBUFS', 'ENOMEM', 'ENFILE'])(
    'reports %s as a question that was not asked, and no silence',
    async (code) => {
      const from = endpointWith((family) => {
        const socket = plainSockets.openUdp(family);
        socket.send = ((...args: unknown[]) =>
          (args.at(-1) as (error: Error) => void)(usedUp(code))) as typeof socket.send;
        return socket;
      });
      const client = new UdpClient(from, 'ipv4');
      const seen = await client.probe('127.0.0.1', 9, patience);
      expect(seen.notAsked).toEqual({ code });
      expect(seen.failure).toBeUndefined();
      client.close();
    },
  );

  test('reports a packet that a rule drops on its way out as a failure', async () => {
    const from = endpointWith((family) => {
      const socket = plainSockets.openUdp(family);
      socket.send = ((...args: unknown[]) =>
        (args.at(-1) as (error: Error) => void)(usedUp('EPERM'))) as typeof socket.send;
      return socket;
    });
    const client = new UdpClient(from, 'ipv4');
    expect(await client.probe('127.0.0.1', 9, patience)).toEqual({
      reachable: false,
      failure: { code: 'system', errno: 'EPERM' },
    });
    client.close();
  });
});

describe('a prober on a machine that has no room', () => {
  const probes = (['udp', 'mtu'] as const).map((kind) => ({ from: 0, to: 1, family: 'ipv4', kind }) as const);

  test('asks nothing where it gets no socket, and says of none that it fails', async () => {
    const from = endpointWith(() => {
      throw usedUp('EMFILE');
    });
    const prober = new Prober([from, endpointWith(plainSockets.openUdp, 'pod:b/0')]);
    const seen = await prober.run([...probes, { ...probes[0]!, fresh: true }]);
    prober.close();
    expect(seen.map(({ notAsked }) => notAsked)).toEqual(Array(3).fill({ code: 'EMFILE' }));
  });

  test('asks nobody whose server found the port taken, and says where', async () => {
    const taken = (id: string): ProbeEndpoint => ({
      ...endpointWith(plainSockets.openUdp, id),
      address: { ipv4: '127.41.0.1' },
    });
    const first = new Prober([taken('pod:x/0')]);
    await first.listen();
    const prober = new Prober([endpointWith(plainSockets.openUdp), taken('pod:b/0')]);
    await prober.listen((index) => index === 1);
    const tcp = { from: 0, to: 1, family: 'ipv4', kind: 'tcp' } as const;
    const seen = await prober.run([...probes, tcp]);
    first.close();
    prober.close();
    const lack = {
      code: 'no-server',
      endpoint: 'pod:b/0',
      address: '127.41.0.1',
      port: 27_431,
      error: 'EADDRINUSE',
    };
    expect(seen.map(({ notAsked }) => notAsked)).toEqual(Array(3).fill(lack));
  });

  test('ends with an error where asking itself is broken', async () => {
    const from = endpointWith(() => {
      throw new TypeError('not a function');
    });
    const prober = new Prober([from, endpointWith(plainSockets.openUdp, 'pod:b/0')]);
    await expect(prober.run(probes)).rejects.toThrow('not a function');
    prober.close();
  });
});
