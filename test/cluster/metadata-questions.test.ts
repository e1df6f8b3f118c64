import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { givesAway, metadataQuestions } from '../../lib/prober/questions/metadata-questions';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A metadata service on loopback. */
async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a metadata service gives itself away', () => {
  test('where it demands no token', async () => {
    expect(await givesAway(await serving((_, response) => response.end('ami-id')))).toBe(true);
  });

  test('where its token arrives', async () => {
    const asked: string[] = [];
    const service = await serving(({ method, url, headers }, response) => {
      asked.push(`${method} ${url} ${headers['x-aws-ec2-metadata-token-ttl-seconds']}`);
      response.statusCode = method === 'PUT' ? 200 : 401;
      response.end('a token');
    });
    expect(await givesAway(service)).toBe(true);
    expect(asked).toEqual(['GET /latest/meta-data/ undefined', 'PUT /latest/api/token 1']);
  });
});

describe('it does not', () => {
  test('where its token never arrives, which the hop limit sees to', async () => {
    const service = await serving(({ method }, response) => {
      if (method === 'PUT') return;
      response.statusCode = 401;
      response.end();
    });
    expect(await givesAway(service)).toBe(false);
  });

  test('where it refuses, sends elsewhere, or is not there', async () => {
    for (const status of [403, 404, 302]) {
      const service = await serving((_, response) => {
        response.writeHead(status, { location: '/' }).end();
      });
      expect(await givesAway(service)).toBe(false);
      server!.close();
    }
    expect(await givesAway('http://127.0.0.1:9')).toBe(false);
  });
});

test('only a run on EC2 asks', () => {
  const settings = { nodes: ['a'], extent: { pairs: 'all' }, jitterMs: 0 } as const;
  expect(metadataQuestions(settings)).toEqual([]);
  expect(metadataQuestions({ ...settings, metadata: true })).toMatchObject([
    { asked: 'metadata/blocked', to: 'metadata:169.254.169.254', protocol: 'tcp' },
  ]);
});
