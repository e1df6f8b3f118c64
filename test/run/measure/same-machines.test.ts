import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunError } from '../../../lib/run';
import { measureStacks } from '../../../lib/run/measure/measure-stacks';
import { stacksOfSameMachines } from '../../../lib/run/measure/same-machines';

const folder = mkdtempSync(join(tmpdir(), 'same-machines-'));
const before = { ...process.env };
beforeAll(() => {
  const terraform = join(__dirname, '../../provision/machines/swappable/terraform');
  Object.assign(process.env, { TERRAFORM_BINARY_NAME: terraform, CDKTF_OUTDIR: folder });
});
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true });
});

/** A stack of machines that has been deployed. */
function deploy(stack: string, hosts: readonly string[], spec?: object): void {
  const own = join(folder, 'stacks', stack);
  mkdirSync(own, { recursive: true });
  const list = hosts.map((host, i) => ({ name: `worker-${i}`, role: 'worker', ssh: { host } }));
  const outputs = {
    machines: { value: JSON.stringify(list) },
    ...(spec && { spec: { value: JSON.stringify(spec) } }),
  };
  writeFileSync(join(own, 'outputs.json'), JSON.stringify(outputs));
}

describe('stacks', () => {
  test('that log in at the same places have the same machines, and their specs as they were deployed', async () => {
    deploy('one', ['a', 'b'], { cni: 'flannel' });
    deploy('two', ['b', 'a'], { cni: 'calico' });
    const found = await stacksOfSameMachines(['one', 'two']);
    expect(found?.map(({ stack, spec }) => [stack, spec.data])).toEqual([
      ['one', { cni: 'flannel' }],
      ['two', { cni: 'calico' }],
    ]);
  });

  test('with machines of their own have not, and have no cycles', async () => {
    deploy('one', ['a', 'b']);
    deploy('two', ['c']);
    expect(await stacksOfSameMachines(['one', 'two'])).toBeUndefined();
    const error = await measureStacks(['one', 'two'], { cycles: 2 }).catch((thrown) => thrown);
    expect((error as RunError).problem).toEqual({ code: 'cycles-without-swaps' });
  });

  test('that share some of their machines are refused', async () => {
    deploy('one', ['a', 'b']);
    deploy('two', ['b', 'c']);
    await expect(stacksOfSameMachines(['one', 'two'])).rejects.toThrow(/one and two have machines in common/);
  });

  test('of which one is named twice are refused', async () => {
    deploy('one', ['a', 'b']);
    await expect(stacksOfSameMachines(['one', 'one'])).rejects.toThrow(/one is named twice/);
  });

  test('that a version deployed which kept no spec are to be deployed again', async () => {
    deploy('one', ['a']);
    deploy('two', ['a']);
    await expect(stacksOfSameMachines(['one', 'two'])).rejects.toMatchObject({
      message: expect.stringMatching(/^(one|two) has no output spec/),
      remedy: expect.stringMatching(/^Deploy it again: npx cdktf deploy/),
    });
  });
});
