import { waitForStack } from '../../../lib/provision/watch';
import { statusKey } from '../machines';
import { access, brief, cloud, deployed, failureOf, moment, useFakeBucket } from './deployed';

useFakeBucket();

describe('the gate', () => {
  const fast = { pollMs: 5, timeoutMs: 3_600_000 };

  test('passes when every node is done, and tells each change once', async () => {
    const say = deployed();
    const told: string[] = [];
    const waiting = waitForStack(access, {
      ...fast,
      onChange: (node) => told.push(brief(node)),
    });
    while (told.length < 3) await moment();
    for (const stage of ['packages', 'join']) {
      for (const node of ['worker-1', 'worker-2']) say(node, stage, 'running');
      while (told.filter((line) => line.includes(stage)).length < 2) await moment();
    }
    say('worker-1', 'join', 'done');
    say('worker-2', 'join', 'done');
    say('control-plane-1', 'ready', 'done');
    expect((await waiting).state).toBe('ready');
    expect(told.filter((line) => line.startsWith('worker-1'))).toEqual([
      'worker-1 no report yet unknown',
      'worker-1 packages running',
      'worker-1 join running',
      'worker-1 join done',
    ]);
  });

  test('fails with the node, its step, what to look for and where its log is', async () => {
    const say = deployed();
    const waiting = failureOf(waitForStack(access, fast));
    while (!cloud.requests.includes('GET assets/cluster.json')) await moment();
    await moment();
    say('worker-2', 'containerd', 'failed', { at: '2026-11-22T12:01:00Z' });
    const { message, remedy } = await waiting;
    expect(message).toBe(
      'aws-flannel: worker-2 (192.168.1.12) failed in step containerd: attempt 3 of 3 ended with exit code 1 after 31 s; it goes on trying by itself',
    );
    expect(remedy).toBe(
      'The log of worker-2 is s3://testbed-bucket/logs/AROATEST:i-0-worker-2/worker-2.txt, and on the node in journalctl -u testbed-boot. See journalctl -u containerd on the machine. It goes on trying by itself, and deploying again waits again; cdktf destroy ends it',
    );
  });

  test('does not fail for what had failed before and is tried again, and fails when it fails once more', async () => {
    const say = deployed();
    say('worker-2', 'containerd', 'failed');
    const told: string[] = [];
    const waiting = failureOf(waitForStack(access, { ...fast, onChange: (node) => told.push(brief(node)) }));
    while (!told.includes('worker-2 containerd failed')) await moment();
    say('worker-2', 'containerd', 'running');
    while (!told.includes('worker-2 containerd running')) await moment();
    say('worker-2', 'containerd', 'failed', { at: '2026-11-22T12:05:00Z', since: '2026-11-22T12:04:00Z' });
    expect((await waiting).message).toMatch(/worker-2 .* failed in step containerd/);
  });

  test('fails at once for a step that had failed before and that no machine tries again', async () => {
    const say = deployed();
    say('control-plane-1', 'cni', 'failed', { final: true });
    const { remedy } = await failureOf(waitForStack(access, fast));
    expect(remedy).toMatch(/It tries no more: cdktf destroy, and deploy it again$/);
  });

  test('that runs out of time names the nodes that are late, and what each was doing', async () => {
    const say = deployed();
    say('control-plane-1', 'join', 'running');
    say('worker-1', 'join', 'done');
    const { message } = await failureOf(waitForStack(access, { pollMs: 5, timeoutMs: 50 }));
    expect(message).toBe(
      'aws-flannel: not Ready after 0 s: control-plane-1 (192.168.1.10) is still in step join: since 11:59:00; worker-2 (192.168.1.12) has not reported',
    );
  });

  describe('where the bucket cannot be read', () => {
    const slowDown = { status: 503, code: 'SlowDown' };
    const ready = () => {
      const say = deployed();
      for (const node of ['worker-1', 'worker-2', 'control-plane-1']) say(node, 'ready', 'done');
    };
    /** Each look lists two prefixes at once. */
    const looks = () => cloud.requests.filter((request) => request === 'GET ').length / 2;
    beforeEach(() => {
      process.env.AWS_MAX_ATTEMPTS = '1'; // the client's own tries are not what is tested
    });

    test('for a moment goes on, and says so once for each time', async () => {
      ready();
      const told: string[] = [];
      cloud.refuse = () => (looks() <= 3 ? slowDown : undefined);
      const onTrouble = ({ message }: Error) => told.push(message);
      expect((await waitForStack(access, { ...fast, onTrouble })).state).toBe('ready');
      expect(told).toEqual([expect.stringMatching(/^bucket testbed-bucket .* cannot be read: SlowDown/)]);
    });

    test('for too long in a row fails with the last error', async () => {
      ready();
      cloud.refuse = () => slowDown;
      const { message } = await failureOf(waitForStack(access, { ...fast, patienceMs: 40 }));
      expect(message).toMatch(/cannot be read: SlowDown/);
      expect(looks()).toBeGreaterThan(1);
    });

    test('as nobody listens there goes on too', async () => {
      process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
      const told: string[] = [];
      const onTrouble = ({ message }: Error) => told.push(message);
      await failureOf(waitForStack(access, { ...fast, patienceMs: 40, onTrouble }));
      expect(told).toEqual([expect.stringMatching(/ECONNREFUSED/)]);
    });

    test.each([
      ['AccessDenied', 403],
      ['NoSuchBucket', 404],
      ['ExpiredToken', 400],
    ])('for %s, which stays, fails at once', async (code, status) => {
      ready();
      cloud.refuse = () => ({ status, code });
      const { message } = await failureOf(waitForStack(access, fast));
      expect(message).toContain(code);
      expect(looks()).toBeLessThanOrEqual(1);
    });

    test('as it holds another stack fails at once', async () => {
      ready();
      await failureOf(waitForStack({ ...access, stack: 'aws-cilium' }, fast));
      expect(looks()).toBe(1);
    });
  });

  test('reads a status again only when it changed', async () => {
    const say = deployed();
    for (const node of ['worker-1', 'worker-2', 'control-plane-1']) say(node, 'join', 'running');
    const waiting = failureOf(waitForStack(access, fast));
    while (cloud.requests.filter((request) => request === 'GET ').length < 10) await moment();
    say('worker-2', 'join', 'failed');
    await waiting;
    expect(cloud.requests.filter((request) => request === `GET ${statusKey('worker-1')}`)).toHaveLength(1);
    expect(cloud.requests.filter((request) => request === `GET ${statusKey('worker-2')}`)).toHaveLength(2);
  });
});
