/** Two deployed stacks, measured in turns: their clusters, buckets and instances are stand-ins. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Guard, type Measurements, measurementsFile } from '../../../lib/measure';
import { type MeasureClustersOptions, measureStacks } from '../../../lib/run';
import { apiNode, FakeCluster } from '../../cluster/fake-cluster';
import { measuringScenario, nodes } from '../../cluster/measure/fake-measuring';
import { type FakeBucket, fakeBucket } from '../aws/fake-bucket';
import { bootOf, clusterOf } from '../aws/fixtures';
import { describeWith, missing } from '../programs';
import { failureOf } from '../watch/deployed';
import { FakeAws, type FakeAwsOptions } from './fake-aws';

const stacks = ['aws-flannel', 'aws-cilium'] as const;
const bucketOf = (stack: string) => `${stack}-b`;
const fast = { InstanceType: 'c6in.8xlarge' };
const grouped = (name: string) => ({ Placement: { GroupName: name } });

let aws: FakeAws;
let bucket: FakeBucket;
let cluster: FakeCluster;

afterEach(async () => {
  expect(readdirSync(aws.connections)).toEqual([]);
  cluster.end();
  await aws.end();
  await bucket.close();
});

/** What EC2 says of the instances of either stack. */
async function deploy(first: object, second: object, more: FakeAwsOptions = {}): Promise<void> {
  const instance = { [bucketOf(stacks[0])]: first, [bucketOf(stacks[1])]: second };
  aws = await FakeAws.start({ buckets: stacks.map(bucketOf), instance, ...more });
  bucket = await fakeBucket();
  for (const stack of stacks) {
    const { assets } = bootOf(stack, clusterOf({ cni: stack.slice('aws-'.length) }));
    for (const [key, text] of Object.entries(assets)) bucket.objects.set(`${bucketOf(stack)}/${key}`, text);
  }
  synthesize();
  cluster = new FakeCluster({}, { [stacks[0]]: scenario(0), [stacks[1]]: scenario(1) });
}

const scenario = (of: number) => ({
  ...measuringScenario(),
  nodes: nodes.map((node, i) => {
    const { metadata, ...rest } = apiNode(node);
    return { ...rest, metadata: { ...metadata, uid: `${of}-${i}` } };
  }),
});

/** Folders of the stacks, and a Terraform that has their outputs. */
function synthesize(): void {
  const terraform = join(aws.folder, 'terraform');
  for (const stack of stacks) mkdirSync(join(aws.folder, 'out', 'stacks', stack), { recursive: true });
  const outputs = `{"bucket":{"value":"'"\${1##*/}"'-b"},"region":{"value":"eu-central-1"}}`;
  writeFileSync(terraform, `#!/bin/bash\necho '${outputs}'\n`, { mode: 0o755 });
  delete process.env.TESTBED_BUCKET;
  delete process.env.TESTBED_REGION;
  Object.assign(process.env, {
    ...{ TERRAFORM_BINARY_NAME: terraform, CDKTF_OUTDIR: join(aws.folder, 'out') },
    ...{ AWS_ENDPOINT_URL: bucket.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
}

const measure = (options: MeasureClustersOptions = {}): Promise<Measurements> =>
  measureStacks(stacks, {
    ...{ pollMs: 10, blocks: 2, only: ['rtt'], bundle: join(aws.folder, 'bundle') },
    ...options,
  });

const isMaking = (call: readonly string[]) => call.includes('apply');
const isUnequal = (guard: Guard) => guard.code === 'unequal';

describeWith(missing('openssl', 'bash'), 'two stacks', () => {
  test('have their turns A B B A, with CNI, mode, plan and machines as they are deployed', async () => {
    await deploy({ ...fast, ...grouped('one') }, { ...fast, ...grouped('two') });
    const measured = await measure();
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
    expect(measured.blocks.map(({ subject }) => subject)).toEqual([
      ...['flannel vxlan', 'cilium vxlan', 'cilium vxlan', 'flannel vxlan'],
    ]);
    expect(
      measured.subjects.map(({ target, spec, planDigest }) => [target, spec?.cni, planDigest?.length]),
    ).toEqual([
      ['aws', 'flannel', 64],
      ['aws', 'cilium', 64],
    ]);
    expect(measured.subjects.map(({ conditions }) => conditions)).toEqual(
      stacks.map((stack) =>
        expect.objectContaining({
          ...{ cluster: stack, 'instance type': 'c6in.8xlarge', 'placement group': 'yes' },
        }),
      ),
    );
    expect(measured.guards).toEqual([]);
    expect(stacks.map((stack) => cluster.objects(stack))).toEqual([[], []]);
  });

  test('are marked where they are in no placement group', async () => {
    await deploy(fast, fast);
    const { guards } = await measure();
    expect(guards).toEqual([
      { code: 'no-placement', subject: 'flannel vxlan' },
      { code: 'no-placement', subject: 'cilium vxlan' },
    ]);
  });

  test('are refused on burstable instances, which is the default, before anything is made', async () => {
    await deploy({}, {});
    const error = await failureOf(measure());
    expect(error.message).toMatch(/flannel vxlan runs on t3\.medium/);
    expect(cluster.calls().some(isMaking)).toBe(false);
  });

  test('are refused where their machines differ, and with anyway measured and marked', async () => {
    await deploy({ ...fast, ...grouped('one') }, { InstanceType: 'm5.8xlarge' });
    expect((await failureOf(measure())).message).toMatch(/the instance type is not the same .*the placement/);
    const { guards } = await measure({ anyway: true });
    expect(guards.filter(isUnequal)).toEqual([
      {
        ...{ code: 'unequal', condition: 'instance type' },
        values: { 'flannel vxlan': 'c6in.8xlarge', 'cilium vxlan': 'm5.8xlarge' },
      },
      {
        ...{ code: 'unequal', condition: 'placement' },
        values: { 'flannel vxlan': 'in a group', 'cilium vxlan': 'in no group' },
      },
    ]);
  });

  test('of which one cannot be connected to: the way to the other is closed', async () => {
    await deploy(fast, { ...fast, Tags: [] });
    expect((await failureOf(measure())).message).toBe('no control plane of aws-cilium runs');
    expect(cluster.calls().some(isMaking)).toBe(false);
  });

  test('are both emptied on an interrupt before the ways to them close', async () => {
    await deploy(fast, fast);
    const cleanups = new Set<() => Promise<void>>();
    let stage = '';
    const watcher = {
      stage: (name: string) => {
        stage = name;
      },
      done: (steps: number) => {
        if (stage === 'measuring' && steps === 1) for (const cleanup of cleanups) void cleanup();
      },
      onInterrupt: (cleanup: () => Promise<void>) => {
        cleanups.add(cleanup);
        return () => cleanups.delete(cleanup);
      },
    };
    expect((await failureOf(measure({ watcher }))).message).toMatch(/interrupted/);
    expect(stacks.map((stack) => cluster.objects(stack))).toEqual([[], []]);
  });

  test('whose session ends are named with what it said', async () => {
    await deploy(fast, fast, { session: { endsAfterMs: 4000 } });
    const forever = { blocks: 1000, watcher: undefined };
    expect((await failureOf(measure(forever))).message).toMatch(
      /^the session to the control plane of aws-\w+ has ended/,
    );
  });
});
