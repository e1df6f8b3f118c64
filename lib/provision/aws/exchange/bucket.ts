import type { S3Client } from '@aws-sdk/client-s3';
import type { CloudExchange, Exchange } from '../../exchange/exchange';
import { type BucketPlace, unreadable } from './bucket-errors';

/** A bucket of S3 for each stack. */
export const bucketExchange: CloudExchange<'bucket' | 'region'> = {
  outputs: ['bucket', 'region'],
  open: (stack, { bucket, region }) => new Bucket({ stack, bucket, region }),
  urlOf: ({ bucket }) => `s3://${bucket}`,
  console: 'its system log in the EC2 console',
  session: 'aws ssm start-session --target INSTANCE',
};

/**
 * Reads a stack's bucket with AWS' own client: the usual credentials (environment, profile, SSO) and no other program.
 * AWS_ENDPOINT_URL leads to another S3. The client is loaded at first use: nothing else of the project needs it.
 */
class Bucket implements Exchange {
  private client?: Promise<S3Client>;

  constructor(private readonly place: BucketPlace) {}

  /** The object's text; `undefined` where there is none. */
  async read(key: string): Promise<string | undefined> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    return this.ask(async (client) => {
      const answer = await client.send(new GetObjectCommand({ Bucket: this.place.bucket, Key: key }));
      return answer.Body?.transformToString();
    });
  }

  /** Keys that start so, each with a tag that changes with the content. */
  async list(prefix: string): Promise<Map<string, string>> {
    const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
    const found = new Map<string, string>();
    await this.ask(async (client) => {
      for await (const page of paginateListObjectsV2(
        { client },
        { Bucket: this.place.bucket, Prefix: prefix },
      ))
        for (const { Key, ETag, LastModified } of page.Contents ?? [])
          if (Key !== undefined) found.set(Key, `${ETag} ${LastModified?.toISOString()}`);
    });
    return found;
  }

  async close(): Promise<void> {
    (await this.client)?.destroy();
  }

  private async ask<T>(question: (client: S3Client) => Promise<T>): Promise<T | undefined> {
    this.client ??= connect(this.place.region);
    try {
      return await question(await this.client);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error.name === 'NoSuchKey') return undefined;
      throw unreadable(this.place, error);
    }
  }
}

async function connect(region: string): Promise<S3Client> {
  // A notice for those who will upgrade the client one day; the lock file holds it for everyone else.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { S3Client } = await import('@aws-sdk/client-s3');
  const other = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return new S3Client({ region, forcePathStyle: other !== undefined, followRegionRedirects: true });
}
