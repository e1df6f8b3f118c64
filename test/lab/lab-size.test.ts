import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { refuseBeyondHeap } from '../../lib/base/room';
import { TargetError } from '../../lib/base/target-error';
import { proberRoom } from '../../lib/lab/machine/descriptors';
import { refuseTooLarge } from '../../lib/lab/machine/lab-size';
import { parseSpec } from '../../lib/plan';
import { predictLab } from '../../lib/run';
import { plannedTestbed } from '../../lib/testbed';
import { testbedOf } from '../testbeds';

const gib = 2 ** 30;
const refusal = (act: () => void): TargetError => {
  try {
    act();
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a lab', () => {
  const wide = { podCidr: '10.0.0.0/8', serviceCidr: '192.168.0.0/16' };
  const planned = (nodes: number) =>
    plannedTestbed(
      parseSpec({ ...wide, workers: nodes - 1, zones: [{ name: 'a', nodeCidr: '172.20.0.0/16' }] }),
    );

  test('that fits the machine’s memory is built, and a larger one refused with what it needs and what there is', () => {
    expect(() => refuseTooLarge(planned(1000), 3 * gib)).not.toThrow();
    const { message, remedy } = refusal(() => refuseTooLarge(planned(1000), gib));
    expect(message).toBe(
      'a lab of 1,000 nodes would take about 2.4 GiB of the kernel’s memory, and 1.0 GiB are free'.replace(
        '’',
        "'",
      ),
    );
    expect(remedy).toContain('--target predicted');
  });

  test('has no more nodes in a zone than a switch of Linux has ports, and is refused with how many zones it needs', () => {
    expect(() => refuseTooLarge(planned(1022), 100 * gib)).not.toThrow();
    const { message, remedy } = refusal(() => refuseTooLarge(planned(3000), 100 * gib));
    expect(message).toBe(
      "zone a has 3,000 nodes, and the lab's switch of a zone, a Linux bridge, has room for 1,022",
    );
    expect(remedy).toContain('over 3 zones');
  });

  test('has two threads and a thousand exchanges at a time where open files allow for it, fewer of both where not', () => {
    const size = { endpoints: 300, families: 1 };
    expect(proberRoom(size, 20_000, 8)).toEqual({ threads: 2, mostUnderWay: 1000 });
    expect(proberRoom(size, 4000, 8)).toEqual({ threads: 2, mostUnderWay: 380 });
    expect(proberRoom(size, 1600, 8).threads).toBe(1);
    expect(proberRoom({ endpoints: 10, families: 2 }, Number.POSITIVE_INFINITY, 8).threads).toBe(1);
    expect(refusal(() => proberRoom(size, 1000, 8)).message).toMatch(
      /^300 nodes and pods to probe need \d{4} open files and sockets, and a process may have 1000 here$/,
    );
  });

  test('has as many open files as an error asks for', () => {
    const size = { endpoints: 181, families: 2 };
    const least = Number(/need (\d+)/.exec(refusal(() => proberRoom(size, 100)).message)![1]);
    expect(proberRoom(size, least)).toEqual({ threads: 1, mostUnderWay: 16 });
    expect(() => proberRoom(size, least - 1)).toThrow(TargetError);
  });
});

describe('work that no memory of this process holds', () => {
  test('is refused with what it would take and how to give it', () => {
    expect(() => refuseBeyondHeap(gib, 'it', 'Take less', gib)).not.toThrow();
    const { message, remedy } = refusal(() => refuseBeyondHeap(3 * gib, 'it', 'Take less', gib));
    expect(message).toBe('it would take about 3.0 GiB of memory, and this process may have 1.0 GiB more');
    expect(remedy).toBe(
      'Take less, or give Node more, where the machine has it: NODE_OPTIONS=--max-old-space-size=4608',
    );
  });

  test.each([
    ['the kernel state of 1,000 nodes', ['--nodes', '1000', '--pod-cidr', '10.0.0.0/14', '--zones', '5']],
    ['the checks of 300,000 pairs', ['--nodes', '3', '--pods-per-node', '200', '--sample', '300000']],
  ])('ends a command at once: %s', (what, flags) => {
    const small = { ...process.env, NODE_OPTIONS: '--max-old-space-size=300' };
    const program = join(packageRoot, 'dist', 'testbed.js');
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, 'lab', '--target', 'predicted', ...flags],
      { encoding: 'utf8', env: small },
    );
    expect(status).toBe(4);
    expect(stderr).toContain(`error: ${what} would take about`);
  });
});

test('of more than 100,000 pairs a sample is tried unless a number is given, and a note says so', () => {
  const { notes, summary } = predictLab(testbedOf({ workers: 1, podsPerNode: 160 }));
  expect(summary.coverage.pairs).toEqual({ tried: 100_000, total: 322 * 321 });
  expect(notes[1]).toBe(
    'Not every pair was tried: a sample of 100,000, spread evenly, as there are 103,362; --sample 103362 tries all',
  );
  const small = predictLab(testbedOf({}));
  expect(small.notes).toHaveLength(1);
});
