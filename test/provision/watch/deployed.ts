/** A deployed stack in a bucket on loopback, for the tests of what watches and reads stacks. */

import type { TargetError } from '../../../lib/base/target-error';
import { aws } from '../../../lib/provision/aws/cloud';
import type { NodeStatus, StackAccess } from '../../../lib/provision/watch';
import { bucket, type FakeBucket, fakeBucket } from '../aws/fake-bucket';
import { bootOf, clusterOf } from '../aws/fixtures';
import { factsOf, jobsKey, machinesFile, progressOf, statusKey } from '../machines';

export const access: StackAccess = {
  stack: 'aws-flannel',
  cloud: aws,
  place: { bucket, region: 'us-east-1' },
};
export const jobs = { manifests: [], collect: 'true\n' };

/** What is in the bucket, anew for each test. */
export let cloud: FakeBucket;
const environment = { ...process.env };

/** Puts AWS on loopback before each test of the file, and away after it. */
export function useFakeBucket(): void {
  beforeEach(async () => {
    cloud = await fakeBucket();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: cloud.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  afterEach(async () => {
    process.env = { ...environment };
    await cloud.close();
  });
}

/** A deployed stack of three nodes, of which none has said anything. Returns how a node speaks. */
export function deployed(connectivity?: typeof jobs) {
  const cluster = clusterOf({});
  const boot = bootOf('aws-flannel', cluster, connectivity);
  for (const [key, content] of Object.entries(boot.assets)) cloud.objects.set(key, content);
  const names = cluster.plan.nodes.map(({ name }) => name);
  cloud.objects.set('assets/machines.json', machinesFile(names));
  const write = (node: string, key: string, said: object) =>
    cloud.objects.set(
      key,
      JSON.stringify({
        ...{ node, generation: boot.generation, at: '2026-11-22T12:00:00Z', machine: factsOf(node) },
        ...said,
      }),
    );
  const say = (node: string, stage: string, state: string, more: object = {}, key = statusKey(node)) =>
    write(node, key, { stage, state, ...progressOf(state), ...more });
  const ofJobs = (stage: string, state: string, run = 1) =>
    say('control-plane-1', stage, state, { run, final: state === 'failed' }, jobsKey);
  return Object.assign(say, { ofJobs, generation: boot.generation });
}

export const brief = ({ name, stage, state }: NodeStatus) => `${name} ${stage} ${state}`;
export const failureOf = async (attempt: Promise<unknown>): Promise<TargetError> => {
  const outcome = await attempt.then(
    () => new Error('it did not fail'),
    (error) => error,
  );
  expect(outcome.name).toBe('TargetError');
  return outcome;
};

export const moment = () => new Promise((wake) => setTimeout(wake, 5));
