import { once } from 'node:events';
import net, { type AddressInfo, type Server } from 'node:net';
import tls from 'node:tls';
import { type ProbeEndpoint, plainSockets, tlsProbe } from '../../lib/prober';

const self: ProbeEndpoint = {
  id: 'node:here',
  address: { ipv4: '127.0.0.1' },
  enter: (act) => act(),
  sockets: plainSockets,
};

async function asked(server: Server, timeoutMs = 1000) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const seen = await tlsProbe(self, '127.0.0.1', port, timeoutMs);
  server.close();
  return seen;
}

test('one who ends the handshake by an alert, as for want of a certificate, has answered', async () => {
  const server = tls.createServer({}); // no certificate: no cipher in common
  server.on('tlsClientError', () => undefined);
  expect(await asked(server)).toEqual({ reachable: true, rttMs: expect.any(Number) });
});

test('one who speaks no TLS has not', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  const { reachable, failure } = await asked(server);
  expect([reachable, failure?.code]).toEqual([false, 'system']);
});

test('one who takes the connection and says nothing has not', async () => {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket));
  expect(await asked(server, 100)).toEqual({
    reachable: false,
    failure: { code: 'no-answer', afterMs: 100 },
  });
  for (const socket of sockets) socket.destroy();
});

test('where nobody listens, the system says so', async () => {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect(await tlsProbe(self, '127.0.0.1', port, 1000)).toEqual({
    reachable: false,
    failure: { code: 'system', errno: 'ECONNREFUSED' },
  });
});
