/** Another run of a deployed stack's Jobs: real calls of a stand-in for the AWS CLI, and a bucket on loopback. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rerunJobs } from '../../../lib/provision/rerun/rerun';
import type { JobsStatus } from '../../../lib/provision/watch';
import { run } from '../../cli/run';
import { bucket } from '../aws/fake-bucket';
import { FakeAws } from '../connect/fake-aws';
import { describeWith, missing } from '../programs';
import { access, deployed, failureOf, jobs, moment, useFakeBucket } from '../watch/deployed';

useFakeBucket();

const fast = { pollMs: 5, timeoutMs: 60_000 };
const programs = mkdtempSync(join(tmpdir(), 'testbed-programs-'));
afterAll(() => rmSync(programs, { recursive: true }));
/** What /opt/testbed/rerun.sh does on the control plane. */
const rerunScript = (text: string) =>
  writeFileSync(join(programs, 'rerun.sh'), `#!/bin/sh\n${text}\n`, { mode: 0o755 });

function ready(tested = true) {
  const say = deployed(tested ? jobs : undefined);
  for (const node of ['worker-1', 'worker-2', 'control-plane-1']) say(node, 'ready', 'done');
  say.ofJobs('store', 'done');
  return say;
}

describeWith(missing('openssl', 'sh'), 'testbed rerun', () => {
  let aws: FakeAws;
  const begin = async (more: object = {}) => {
    aws = await FakeAws.start({ buckets: [bucket], programs, ...more });
  };
  afterEach(() => aws.end());

  test('starts a run on the first control plane, follows its steps and ends with it', async () => {
    await begin();
    const say = ready();
    rerunScript('echo 2');
    const told: string[] = [];
    const onChange = ({ run, stage, state }: JobsStatus) => told.push(`${run} ${stage} ${state}`);
    const over = rerunJobs(access, { ...fast, onChange });
    for (const stage of ['apply', 'collect', 'store']) {
      say.ofJobs(stage, 'running', 2);
      while (!told.includes(`2 ${stage} running`)) await moment();
    }
    say.ofJobs('store', 'done', 2);
    expect(await over).toBe(2);
    expect(told).toEqual(['2 apply running', '2 collect running', '2 store running', '2 store done']);
    const sent = aws.calls().find(([, operation]) => operation === 'send-command')!;
    expect(sent).toContain('i-0123456789abcde00'); // control-plane-1
    expect(sent.find((word) => word.startsWith('{'))).toContain('"/opt/testbed/rerun.sh"');
    expect(aws.calls().some(([, operation]) => operation === 'start-session')).toBe(false);
  });

  test('fails with the step in which the run failed', async () => {
    await begin();
    const say = ready();
    rerunScript('echo 2');
    const failed = failureOf(rerunJobs(access, fast));
    say.ofJobs('collect', 'failed', 2);
    const { message, remedy } = await failed;
    expect(message).toMatch(/could not run: run 2 failed: collect, attempt 3 of 3 ended with exit code 1/);
    expect(remedy).toMatch(
      /^See in the log which pods did not start.*run the Jobs again: testbed rerun aws-/,
    );
  });

  test('says that the run goes on where it is not over in time', async () => {
    await begin();
    ready();
    rerunScript('echo 2');
    const { message } = await failureOf(rerunJobs(access, { pollMs: 5, timeoutMs: 30 }));
    expect(message).toMatch(/^run 2 .* is not over after 0 s: it has not reported yet$/);
  });

  test.each([
    [66, /without connectivity Jobs/],
    [69, /not every node is Ready/],
    [75, /under way/],
  ])('is refused with what the control plane says where it ends with %i', async (code, words) => {
    await begin();
    ready();
    const said = { 66: 'deployed without connectivity Jobs', 69: 'not every node is Ready', 75: 'under way' };
    rerunScript(`echo '${said[code as keyof typeof said]}' >&2; exit ${code}`);
    const { message, remedy } = await failureOf(rerunJobs(access, fast));
    expect(message).toMatch(words);
    expect(remedy).not.toMatch(/journalctl/);
  });

  test('of a stack that an earlier version deployed is an error that says so', async () => {
    await begin({ programs: '/nowhere' });
    ready();
    expect((await failureOf(rerunJobs(access, fast))).remedy).toMatch(/^It was deployed by a version/);
  });

  test('asks no machine where the cluster is not ready or has no Jobs', async () => {
    await begin();
    ready(false);
    expect((await failureOf(rerunJobs(access, fast))).message).toMatch(/without connectivity Jobs$/);
    const say = ready();
    say('worker-1', 'join', 'failed');
    expect((await failureOf(rerunJobs(access, fast))).message).toMatch(/is not ready: .*2 of 3 nodes done/);
    expect(() => aws.calls()).toThrow(/ENOENT/);
  });

  test('ends as `testbed results` does, with the exit code for the target', async () => {
    await begin();
    ready();
    rerunScript('exit 75');
    const { code, stderr } = await run(['rerun', 'aws-flannel']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/aws-flannel starts no run/);
  });
});
