import dgram from 'node:dgram';
import { once } from 'node:events';
import { plainSockets } from '../../lib/prober';
import { askForName } from '../../lib/prober/dns/ask-for-name';
import { serveNames } from '../../lib/prober/dns/name-server';
import { askFrom } from '../../lib/prober/dns/resolver';

const endpoint = {
  id: 'here',
  address: { ipv4: '127.0.0.1', ipv6: '::1' },
  enter: <T>(act: () => T) => act(),
  sockets: plainSockets,
};
const names = {
  known: {
    'a.cluster.local': { ipv4: ['10.96.0.1'] },
    'two.cluster.local': { ipv4: ['10.0.0.2', '10.0.0.3'] },
  },
};
const protocols = ['udp', 'tcp'] as const;

/** A port that nothing has at the moment. */
async function freePort(): Promise<number> {
  const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((done) => socket.close(done));
  return port;
}

describe('a name server', () => {
  test.each(protocols)(
    'answers for its names, and says of others that there is none (%s)',
    async (protocol) => {
      const at = { address: '127.0.0.1', port: await freePort() };
      const server = await serveNames(endpoint, 'ipv4', names, at.port);
      const asked = (name: string) => askFrom(endpoint, at, name, protocol);
      const two = await asked('two.cluster.local');
      const none = await asked('constructor');
      server.close();
      expect([two.ipv4.addresses, two.ipv6.addresses]).toEqual([['10.0.0.2', '10.0.0.3'], []]);
      expect([none.ipv4.addresses, none.ipv6.addresses]).toEqual([[], []]);
    },
  );

  test('is asked ten times for both kinds of records, and by TCP once', async () => {
    const at = { address: '127.0.0.1', port: await freePort() };
    const server = await serveNames(endpoint, 'ipv4', names, at.port);
    const name = { name: 'a.cluster.local', known: ['10.96.0.1'] };
    const found = await Promise.all(
      protocols.map((protocol) => askForName(endpoint, at, name, 'ipv4', protocol)),
    );
    server.close();
    expect(found.map(({ addresses, times }) => [addresses, times?.answers])).toEqual([
      [['10.96.0.1'], 20],
      [['10.96.0.1'], 2],
    ]);
  });

  test('that is not there is a failure, over both protocols', async () => {
    const at = { address: '127.0.0.1', port: await freePort() };
    const name = { name: 'a.cluster.local', known: [] };
    const [udp, tcp] = await Promise.all(
      protocols.map((protocol) => askForName(endpoint, at, name, 'ipv4', protocol)),
    );
    expect(udp).toMatchObject({ reachable: false, failure: { code: 'in-series', exchange: 1, of: 10 } });
    expect(tcp).toMatchObject({
      reachable: false,
      failure: { code: 'in-series', of: 1, failure: { code: 'system', errno: 'ECONNREFUSED' } },
    });
  });
});
