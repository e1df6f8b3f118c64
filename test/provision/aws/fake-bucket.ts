/** A metadata service and a bucket on loopback, as the boot scripts and the bucket's readers see them. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeBucket {
  readonly url: string;
  /** Object key to content; those of other buckets are `BUCKET/KEY`. */
  readonly objects: Map<string, string>;
  /** `PUT status/worker-1.json`, in order. */
  readonly requests: string[];
  /** What was put, in order. */
  readonly written: { readonly key: string; readonly body: string }[];
  /** Requests that came without the credentials of the metadata service. */
  readonly unsigned: string[];
  /** The error, if any, that the bucket answers a request with, by `PUT status/worker-1.json` and its body. */
  refuse: (request: string, body: string) => Refusal | undefined;
  close(): Promise<void>;
}

export interface Refusal {
  readonly status: number;
  /** S3's name for it, such as `SlowDown`. */
  readonly code: string;
}

export const bucket = 'testbed-bucket';
const credentials = { AccessKeyId: 'ASIATEST', SecretAccessKey: 'very-secret', Token: 'session-token' };

const metadata: Readonly<Record<string, string>> = {
  'placement/region': 'eu-central-1',
  'services/domain': 'amazonaws.com',
  'tags/instance/testbed-bucket': bucket,
  'tags/instance/testbed-role-id': 'AROATEST',
  'instance-id': 'i-0123456789abcdef0',
  'instance-type': 'c6in.large',
  'placement/': 'availability-zone\ngroup-name\nregion',
  'placement/availability-zone': 'eu-central-1b',
  'placement/group-name': 'aws-test',
  'iam/security-credentials/': 'node-role',
  // As the real service prints it: one field a line.
  'iam/security-credentials/node-role': JSON.stringify({ Code: 'Success', ...credentials }, undefined, 2),
};

export async function fakeBucket(): Promise<FakeBucket> {
  const cloud = {
    objects: new Map<string, string>(),
    requests: [] as string[],
    written: [] as { key: string; body: string }[],
    unsigned: [] as string[],
    refuse: () => undefined,
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url!.split('?')[0]!);
    if (path.startsWith('/latest/')) return answerMetadata(request, response, path);
    const key = path.replace(`/${bucket}`, '').replace(/^\//, '');
    cloud.requests.push(`${request.method} ${key}`);
    if (!/AWS4-HMAC-SHA256 Credential=/.test(request.headers.authorization ?? '')) cloud.unsigned.push(key);
    await answerBucket(request, response, key, cloud);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(cloud, {
    url,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function answerMetadata(request: IncomingMessage, response: ServerResponse, path: string): void {
  if (request.method === 'PUT' && path === '/latest/api/token') return void response.end('imds-session');
  const known = request.headers['x-aws-ec2-metadata-token'] === 'imds-session';
  const value = metadata[path.replace('/latest/meta-data/', '')];
  if (!known || value === undefined) response.statusCode = known ? 404 : 401;
  response.end(known ? value : undefined);
}

async function answerBucket(
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
  { objects, written, refuse }: Pick<FakeBucket, 'objects' | 'written' | 'refuse'>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const refusal = refuse(`${request.method} ${key}`, body);
  if (refusal) {
    response.statusCode = refusal.status;
    return void response.end(`<Error><Code>${refusal.code}</Code></Error>`);
  }
  if (request.method === 'PUT') {
    objects.set(key, body);
    written.push({ key, body });
  }
  if (request.method === 'DELETE') objects.delete(key);
  if (request.method !== 'GET') return void response.end();
  if (request.url!.includes('list-type')) return void response.end(listing(request, key, objects));
  const content = objects.get(key);
  if (content === undefined) response.statusCode = 404;
  response.end(content ?? '<Error><Code>NoSuchKey</Code></Error>');
}

/** @param other another bucket than the usual one; empty: that one */
function listing(request: IncomingMessage, other: string, objects: Map<string, string>): string {
  const prefix = new URL(request.url!, 'http://x').searchParams.get('prefix') ?? '';
  const within = other === '' ? '' : `${other.replace(/\/$/, '')}/`;
  const contents = [...objects]
    .filter(([key]) => key.startsWith(within))
    .map(([key, text]) => [key.slice(within.length), text] as const)
    .filter(([key]) => key.startsWith(prefix))
    .map(
      ([key, text]) =>
        `<Contents><Key>${key}</Key><ETag>${createHash('md5').update(text).digest('hex')}</ETag></Contents>`,
    );
  return `<ListBucketResult>${contents.join('')}</ListBucketResult>`;
}
