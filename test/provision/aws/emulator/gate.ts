/** The deploy's gate on a stack that is deployed without it: real deploys, while the test speaks for the machines. */
import type { ExecResult } from '../../../../lib/base/exec';
import type { Moto } from './moto';
import type { Project } from './project';
import { type Deployed, machinesOf, summaryOf } from './stacks';

/** The stack that all of this is about. */
const name = 'aws-flannel';

export function gateTests(
  stack: () => Deployed,
  { moto, project }: { moto(): Moto; readonly project: Project },
): void {
  const machines = () => machinesOf(moto(), name, stack());
  const instances = async () => (await moto().describe()).instances.map(({ id }) => id).sort();

  test('a deploy of which no machine says a word fails when its time is over, and names every machine', async () => {
    const before = await instances();
    stack().terraform.write(stack().gated(5));
    const { code, stdout } = await stack().terraform.tryApply();
    expect(stdout).toMatch(
      /error: aws-flannel: not Ready after 5 s: control-plane-1 \(192\.168\.1\.10\) has not reported; worker-1 \(192\.168\.1\.11\) has not reported; worker-2/,
    );
    expect(stdout).toMatch(/did not boot or cannot reach s3:\/\/aws-flannel-/);
    expect(code).toBe(1);
    expect(await instances()).toEqual(before);
  });

  test('a deploy fails with the machine that failed, its stage and its log', async () => {
    const { bucket, selves, say } = await machines();
    await say('worker-1', 'packages', 'failed');
    stack().terraform.write(stack().gated(60));
    const { code, stdout } = await stack().terraform.tryApply();
    expect(stdout).toMatch(
      /error: aws-flannel: worker-1 \(192\.168\.1\.11\) failed in step packages: attempt 3 of 3 ended with exit code 1 after 31 s/,
    );
    expect(stdout).toContain(`The log of worker-1 is s3://${bucket}/logs/${selves['worker-1']}/worker-1.txt`);
    expect(code).toBe(1);
  });

  test('the next deploy waits again, says what each machine does as it does it, and ends when all are Ready', async () => {
    const { say } = await machines();
    await say('worker-1', 'wait-join', 'running');
    const told: Promise<void>[] = [];
    const elsewhere: Promise<ExecResult>[] = [];
    const { code, stdout } = await stack().terraform.tryApply(
      onceEach([
        [
          /worker-1 .*wait-join +running/,
          () => {
            elsewhere.push(project.testbed(['status', name], moto().env));
            told.push(say('worker-1', 'join', 'running'));
          },
        ],
        [
          /worker-1 .* join +running/,
          () => told.push(...['worker-1', 'worker-2'].map((node) => say(node, 'join', 'done'))),
        ],
        [/worker-2 .*join +done/, () => told.push(say('control-plane-1', 'ready', 'done'))],
      ]),
    );
    await Promise.all(told);
    expect((await Promise.all(elsewhere)).map(({ stdout }) => stdout).join('')).toMatch(/booting, \d of 3/);
    expect(stdout).toMatch(/aws-flannel \(flannel vxlan\): ready, 3 of 3 nodes done/);
    expect({ code, stdout }).toEqual({ code: 0, stdout });
    expect(summaryOf(await stack().terraform.changes())).toEqual([]);
  });
}

/** Takes each step once, when the output so far matches it and the steps before it were taken. */
function onceEach(steps: readonly (readonly [RegExp, () => void])[]): (soFar: string) => void {
  let taken = 0;
  return (soFar) => {
    if (!steps[taken]?.[0].test(soFar)) return;
    taken += 1;
    steps[taken - 1]![1]();
  };
}
