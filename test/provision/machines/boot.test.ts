/** The boot scripts with the functions of machines that one already has, whose exchange is a folder of theirs. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  calls,
  changeStep,
  cloud,
  folder,
  kept,
  machine,
  shelf,
  token,
  useMachine,
} from '../boot/boot-machine';
import { describeWith, missing } from '../programs';

useMachine();

const script = 'provision/machines/files/cloud.sh';
const id = 'd41d8cd98f00b204e9800998ecf8427e'; // boot-machine's
const exchange = () => join(folder, 'var/lib/testbed/exchange');
/** The machine's name there: its id, and since when it is a node. */
const self = () => readdirSync(join(exchange(), 'status'))[0]!;
const object = (key: string) => readFileSync(join(exchange(), key), 'utf8');

function bring(key: string, content: string): void {
  mkdirSync(dirname(join(exchange(), key)), { recursive: true });
  writeFileSync(join(exchange(), key), content);
}

function ready(node: string, controlPlanes = 1) {
  const one = machine(node, { controlPlanes }, { manifests: [], collect: '#!/bin/bash\necho {} >"$1"\n' });
  one.moveTo(script);
  for (const key of ['cni.json', 'connectivity/manifests.json', 'connectivity/collect.sh'])
    bring(`assets/${key}`, readFileSync(join(shelf(), 'assets', key), 'utf8'));
  return one;
}

describeWith(missing('bash', 'jq', 'flock'), 'a machine that one already has', () => {
  test('boots as the first control plane, and keeps status, results and log in its folder', async () => {
    const { boot, jobs, generation } = ready('control-plane-1');
    expect((await boot()).code).toBe(0);
    expect((await jobs()).code).toBe(0);
    expect(JSON.parse(object(`status/${self()}/control-plane-1.json`))).toMatchObject({
      ...{ stage: 'ready', state: 'done', generation, machine: { id, machineId: id } },
    });
    expect(object(`results/${self()}/${generation}/run-1.json`)).toBe('{}\n');
    expect(object(`logs/${self()}/control-plane-1.txt`)).toBe("the journal's last lines\n");
    expect(self()).toMatch(new RegExp(`^${id}-[0-9a-f]{8}$`));
    expect(readdirSync(join(exchange(), 'join'))).toEqual([]);
    expect(cloud.requests).toEqual([]);
  });

  test('joins with what was brought into its folder, which only root reads', async () => {
    const { boot, generation } = ready('control-plane-2', 3);
    bring('join/control-plane.json', JSON.stringify({ generation, token, pin: 'sha256:00' }));
    const { code, output } = await boot();
    expect(code).toBe(0);
    expect(output).not.toContain(token);
    expect(kept('join.json')).toMatchObject({ discovery: { bootstrapToken: { token } } });
    expect(object('join/control-plane-2.joined')).toMatch(/^sha256:/);
    for (const key of ['join/control-plane-2.joined', `status/${self()}/control-plane-2.json`])
      expect(statSync(join(exchange(), key)).mode & 0o077).toBe(0);
  });

  test('waits for join data of its own generation', async () => {
    const { boot } = ready('worker-1');
    changeStep('boot', 'wait-join', '1 1 1');
    bring('join/worker.json', JSON.stringify({ generation: 'of-another', token }));
    expect((await boot()).code).toBe(1);
    expect(JSON.parse(object(`status/${self()}/worker-1.json`))).toMatchObject({
      ...{ stage: 'wait-join', state: 'failed', lastExit: 124, final: false },
    });
  });

  test('asks no metadata service, installs no agent and starts no networkd that does not run', async () => {
    const { step } = ready('worker-1');
    const { code } = await step('host');
    expect(code).toBe(0);
    expect(calls()).toContain('systemctl try-restart systemd-networkd');
    expect(calls().filter((call) => /^snap|systemctl (re)?start/.test(call))).toEqual([]);
    expect(cloud.requests).toEqual([]);
  });

  test('without an id of its own says so, and does nothing', async () => {
    const { step } = ready('worker-1');
    writeFileSync(join(folder, 'machine-id'), 'uninitialized\n');
    const { code, output } = await step('host');
    expect(code).toBe(1);
    expect(output).toContain("the machine's id is uninitialized: see machine-id(5)");
  });
});
