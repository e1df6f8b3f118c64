/** The machines' time to live: the command that systemd would run, run on a file of an age. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { NodeFile } from '../../../lib/provision/boot/node-file';
import { bootOf, clusterOf } from '../aws/fixtures';
import { describeWith, missing, outputOf } from '../programs';

const folder = mkdtempSync(join(tmpdir(), 'testbed-ttl-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cluster = clusterOf({ aws: { ttlHours: 3 } });
const config = parse(bootOf('aws-test', cluster).cloudConfig(cluster.plan.nodes.at(-1)!));
const units = (config.write_files as NodeFile[]).filter(({ path }) => path.includes('testbed-ttl'));
const unit = (type: string) => units.find(({ path }) => path.endsWith(type))!;
const place = (path: string) => join(folder, path);
for (const { path, content } of units) {
  mkdirSync(dirname(place(path)), { recursive: true });
  writeFileSync(place(path), content);
}

/** What the service does so many minutes after cloud-init wrote its files, which it does at the first boot only. */
function ranAfter(minutes: number): string {
  const then = Date.now() / 1000 - 60 * minutes;
  for (const { path } of units) utimesSync(place(path), then, then);
  const [program, ...args] = /^ExecStart=(.*)$/m.exec(unit('service').content)![1]!.split(' ');
  const moved = args.map((arg) =>
    arg
      .replace(/^(?=\/etc\/)/, folder)
      .replace('/usr/bin/bash', 'echo')
      .replace('\\;', ';'),
  );
  return spawnSync(program!, moved, { encoding: 'utf8' }).stdout;
}

test('a machine ends itself when its first boot is as long ago as the spec says, and at no later start', () => {
  expect(ranAfter(0)).toBe('');
  expect(ranAfter(3 * 60 - 2)).toBe('');
  expect(ranAfter(3 * 60 + 2)).toBe('/opt/testbed/end.sh\n');
  expect(ranAfter(30 * 24 * 60)).toBe('/opt/testbed/end.sh\n');
});

test('it looks after each start and every few minutes, so that neither a reboot nor a failed try puts it off', () => {
  expect(unit('timer').content).toMatch(/^OnActiveSec=1min$/m);
  expect(unit('timer').content).toMatch(/^OnUnitInactiveSec=5min$/m);
  expect(unit('timer').content).toMatch(/^WantedBy=timers\.target$/m);
});

test('it looks from before anything else that can fail', () =>
  expect(config.runcmd[0]).toEqual(['systemctl', 'enable', '--now', 'testbed-ttl.timer']));

describeWith(missing('systemd-analyze'), 'systemd', () => {
  test('takes both units', () =>
    expect(outputOf('systemd-analyze', 'verify', ...units.map(({ path }) => place(path)))).toBe(''));
});
