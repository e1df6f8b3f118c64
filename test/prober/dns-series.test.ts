import dgram from 'node:dgram';
import { once } from 'node:events';
import { askSeries, type Round } from '../../lib/prober/dns/series';
import { askBoth } from '../../lib/prober/questions/ask-both';

const round = (addresses: string[]): Round => ({
  ipv4: { ms: 1, addresses },
  ipv6: { ms: 3, addresses: [] },
});
const lost: Round = {
  ...round(['10.96.0.20']),
  ipv6: { ms: 2000, lost: { code: 'system', errno: 'ETIMEOUT' } },
};

/** Asks in turn for these rounds, the last one for ever. */
function series(rounds: Round[]) {
  let next = 0;
  const ask = async () => rounds[Math.min(next++, rounds.length - 1)]!;
  return askSeries(ask, 'ipv4', ['10.96.0.20']);
}

describe('a series of questions for a name', () => {
  test('tells how long its answers took', async () => {
    expect(await series([round(['10.96.0.20'])])).toEqual({
      addresses: ['10.96.0.20'],
      times: { answers: 20, medianMs: 1, slowestMs: 3 },
    });
  });

  test('fails with the first answer that is lost, of either family', async () => {
    expect(await series([round(['10.96.0.20']), lost])).toEqual({
      failure: { code: 'in-series', exchange: 2, of: 10, failure: { code: 'system', errno: 'ETIMEOUT' } },
    });
  });

  test('shows an answer that is another one than the others', async () => {
    const found = await series([round(['10.96.0.20']), round(['10.96.0.7']), round(['10.96.0.20'])]);
    expect(found).toMatchObject({ addresses: ['10.96.0.7'] });
  });
});

/** What a name server on loopback is asked, where it leaves out every answer for which `loses` holds. */
async function withServer<T>(
  loses: (type: number) => boolean,
  act: (server: string, asked: { port: number; type: number }[]) => Promise<T>,
): Promise<T> {
  const server = dgram.createSocket('udp4');
  const asked: { port: number; type: number }[] = [];
  server.on('message', (query, { port, address }) => {
    const type = query.readUInt16BE(query.indexOf(0, 12) + 1);
    asked.push({ port, type });
    if (loses(type)) return;
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8580, 2); // an answer, authoritative, without an error and without records
    server.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await act(`127.0.0.1:${server.address().port}`, asked);
  } finally {
    server.close();
  }
}

const [a, aaaa] = [1, 28];

describe('a round of questions', () => {
  test('asks for A and AAAA at once, each once, from one socket', async () => {
    await withServer(
      () => false,
      async (server, asked) => {
        const { ipv4, ipv6 } = await askBoth('name.ns.svc.cluster.local', [server]);
        expect([ipv4.addresses, ipv6.addresses]).toEqual([[], []]);
        expect(asked.map(({ type }) => type).sort()).toEqual([a, aaaa]);
        expect(new Set(asked.map(({ port }) => port)).size).toBe(1);
      },
    );
  });

  test('does not ask again for what is lost', async () => {
    await withServer(
      (type) => type === aaaa,
      async (server, asked) => {
        const { ipv4, ipv6 } = await askBoth('name.ns.svc.cluster.local', [server]);
        expect([ipv4.addresses, ipv6.lost]).toEqual([[], { code: 'system', errno: 'ETIMEOUT' }]);
        expect(asked).toHaveLength(2);
      },
    );
  });
});
