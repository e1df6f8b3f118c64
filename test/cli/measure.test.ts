import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMeasurements, readRuns } from '../../lib/results';
import { describeLab } from '../support/namespaces';
import { run } from './run';

describe('what testbed measure cannot do is refused before anything is built', () => {
  test.each<[string[], RegExp]>([
    [
      ['measure', '--only', 'speed'],
      /--only speed: speed is none of rtt, connect, bulk, udp, loaded, service, policy, start/,
    ],
    [['measure', '--only', 'rtt,,connect'], /"" is none of/],
    [
      ['measure', '--only', 'rtt,service'],
      /--only service: a lab has no Services, no policies and no kubelet/,
    ],
    [['measure', '--context', 'a'], /--context is for clusters: add --target kubernetes/],
    [['measure', '--anyway'], /--anyway is for clusters/],
    [['measure', '--engine', 'netperf'], /--engine netperf: it must be one of testbed, iperf3\./],
    [
      ['measure', '--engine', 'iperf3', '--only', 'rtt,connect'],
      /--engine iperf3: it makes the bulk measurements alone; add bulk to --only/,
    ],
    [
      ['measure', '--target', 'kubernetes', '--engine', 'iperf3', '--only', 'service'],
      /--engine iperf3: it makes the bulk measurements alone/,
    ],
    [['measure', '--engine-image', 'x'], /--engine-image is for clusters: add --target kubernetes/],
    [
      ['measure', '--target', 'kubernetes', '--engine-image', 'x'],
      /--engine-image is for iperf3: add --engine iperf3/,
    ],
    [['lab', '--engine', 'iperf3'], /--engine is for every mode in turns/],
    [['lab', '--all', '--engine', 'iperf3'], /--engine is for measuring: add --measure/],
    [
      ['measure', '--target', 'kubernetes', '--nodes', '3'],
      /--nodes is for labs: leave --target kubernetes out/,
    ],
    [
      ['measure', '--target', 'kubernetes', '--context', 'a', 'b', '--mode', 'x,y,z', '--cni', 'x'],
      /--mode x,y,z: name one for all clusters, or one for each of the 2/,
    ],
    [['measure', '--target', 'kubernetes', '--mode', 'x'], /--mode/],
    [['measure', '--target', 'kubernetes', '--namespace', 'A_'], /--namespace/],
    [['measure', '--blocks', '0'], /--blocks 0: it must be a whole number from 1 to 1000/],
    [['measure', '--margin', '0'], /--margin 0: it must be a percentage above 0/],
    [['measure', '--margin', 'x'], /--margin x:/],
    [['measure', '--margin', '101'], /--margin 101:/],
    [['measure', '--cni', 'x'], /cni/],
    [['measure', '--json', 'a', '--html', 'a'], /would overwrite/],
    [
      ['lab', '--measure'],
      /--measure is for every mode in turns: add --all; `testbed measure` measures one mode/,
    ],
    [['lab', '--blocks', '3'], /--blocks is for every mode in turns/],
    [['lab', '--all', '--margin', '3'], /--margin is for measuring: add --measure/],
    [
      ['lab', '--all', '--measure', '--predict-only'],
      /--measure: nothing can be measured where no lab is built/,
    ],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describeLab('testbed measure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-measure-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('measures one mode, prints it, and writes what it measured', async () => {
    const json = join(folder, 'm.json');
    const argv = ['measure', '--mode', 'host-gw', '--only', 'connect', '--blocks', '2', '--json', json];
    const { code, stdout, stderr } = await run(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('flannel host-gw');
    const { subjects, blocks } = readMeasurements(readFileSync(json))!;
    expect(subjects.map(({ id }) => id)).toEqual(['flannel host-gw']);
    expect(blocks.map(({ samples }) => samples.length)).toEqual([6, 6]);
  });

  test('measures with lab --all what is tested, and keeps both in one file', async () => {
    const json = join(folder, 'all.json');
    const argv = ['lab', '--all', '--cni', 'flannel', '--mode', 'host-gw', '--zones', '1'];
    const { code } = await run([...argv, '--measure', '--only', 'connect', '--blocks', '1', '--json', json]);
    expect(code).toBe(0);
    const file = readFileSync(json);
    expect(readRuns(file)).toHaveLength(1);
    expect(readMeasurements(file)!.subjects.map(({ cni }) => cni.mode)).toEqual(['host-gw']);
  });
});
