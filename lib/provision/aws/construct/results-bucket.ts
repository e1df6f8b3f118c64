import type { Assets } from '../../boot/assets';
import { Construct, type IConstruct, type ITerraformDependable } from '../../stacks/cdktf';
import {
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3Object,
  type S3ObjectConfig,
} from '../provider';

/** What the bucket is made from. */
export interface ResultsBucketProps {
  /** Start of the bucket's name, at most 37 characters; AWS adds the rest. */
  readonly namePrefix: string;
  /** Objects that the deploy puts in: key to content. */
  readonly assets: Assets;
  /** After so many days objects delete themselves. @default 7 */
  readonly keepDays?: number;
}

/** A private bucket: join data, status of the nodes, results. It goes with everything in it when the stack does. */
export class ResultsBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  private readonly id: string;
  private readonly closed: ITerraformDependable;

  constructor(scope: IConstruct, id: string, props: ResultsBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, 'bucket', { bucketPrefix: props.namePrefix, forceDestroy: true });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.id = bucket.id;
    this.closed = this.close(bucket);
    new S3BucketLifecycleConfiguration(this, 'expiry', {
      bucket: bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: props.keepDays ?? 7 }],
        },
      ],
    });
    // Plain text would be read as a Terraform template.
    for (const [key, content] of Object.entries(props.assets))
      this.put(key, { contentBase64: Buffer.from(content).toString('base64') });
  }

  /** Puts an object in of which Terraform knows the content at the deploy only. */
  add(key: string, content: string): void {
    this.put(key, { content });
  }

  private put(key: string, content: Pick<S3ObjectConfig, 'content' | 'contentBase64'>): void {
    new S3Object(this, key.replaceAll('/', '-'), {
      bucket: this.id,
      key,
      ...content,
      dependsOn: [this.closed],
    });
  }

  /** No public access by any means, and no request without TLS. */
  private close(bucket: S3Bucket): S3BucketPublicAccessBlock {
    const block = new S3BucketPublicAccessBlock(this, 'private', {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, 'tls-only', {
      bucket: bucket.id,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [bucket.arn, `${bucket.arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
      dependsOn: [block],
    });
    return block;
  }
}
