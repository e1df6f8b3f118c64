import { run } from '../../cli/run';
import { access, cloud, deployed, useFakeBucket } from './deployed';

jest.mock('node:timers/promises', () => ({ setTimeout: () => new Promise((wake) => setImmediate(wake)) }));

useFakeBucket();

test('status --wait says on stderr that a bucket cannot be read, and goes on', async () => {
  const say = deployed();
  for (const node of ['worker-1', 'worker-2', 'control-plane-1']) say(node, 'ready', 'done');
  Object.assign(process.env, {
    TESTBED_BUCKET: access.place.bucket,
    TESTBED_REGION: access.place.region,
    AWS_MAX_ATTEMPTS: '1',
  });
  cloud.refuse = () => (cloud.requests.length < 5 ? { status: 500, code: 'InternalError' } : undefined);
  const { code, stdout, stderr } = await run(['status', access.stack, '--wait']);
  expect(stderr).toMatch(
    /^note: bucket .* cannot be read: InternalError.*; it may pass, so the wait goes on\n$/,
  );
  expect(stdout).toMatch(/aws-flannel \(flannel vxlan\): ready, 3 of 3 nodes done\n$/);
  expect(code).toBe(0);
});
