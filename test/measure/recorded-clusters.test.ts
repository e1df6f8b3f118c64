/** Real clusters of Flannel and Cilium, measured in turns by Jobs: what the file must hold whatever the machine did. */
import { statSync } from 'node:fs';
import { Figures, previewBelow } from '../../lib/measure';
import { recorded, recordedClustersFile } from './recorded';

const measurements = recorded(recordedClustersFile);
const figures = new Figures(measurements);
const ids = measurements.subjects.map(({ id }) => id);

test('two clusters had their blocks in turns, A B B A', () => {
  expect(ids).toEqual(['flannel vxlan', 'cilium vxlan']);
  expect(measurements.subjects.map(({ target }) => target)).toEqual(['kubernetes', 'kubernetes']);
  expect(measurements.order.length).toBeGreaterThanOrEqual(previewBelow);
  measurements.order.forEach((round, i) => {
    expect(round).toEqual(i % 2 === 0 ? ids : [...ids].reverse());
  });
});

test('12 blocks of two clusters are less than a megabyte', () => {
  expect(statSync(recordedClustersFile).size).toBeLessThan(1e6);
});

test('nothing failed, and every block has the host network of its own nodes', () => {
  const samples = measurements.blocks.flatMap((block) => block.samples);
  expect(samples.filter(({ failure }) => failure !== undefined)).toEqual([]);
  for (const { samples: own } of measurements.blocks)
    expect(own.filter(({ path, work }) => path === 'node-to-node' && work === 'rtt').length).toBeGreaterThan(
      0,
    );
});

test('pods of another node are further away than the node itself, on both clusters', () => {
  for (const metric of ['rtt', 'connect'])
    for (const id of ids) {
      const figure = figures.all.find((one) => one.metric.id === metric && one.path === 'pod-to-pod')!;
      expect(figures.standing(id, figure)!.ratio!.value).toBeGreaterThan(1);
    }
});

test('policies hold late or never where nothing enforces them, and within a second where Cilium does', () => {
  const denials = (id: string) =>
    measurements.events!.filter(({ subject, kind }) => subject === id && kind === 'deny-delay');
  expect(denials('flannel vxlan').map(({ ms, unseen }) => [ms.length, unseen])).toEqual([[0, 1]]);
  const cilium = denials('cilium vxlan');
  expect(cilium.map(({ policies = 0 }) => policies)).toEqual([0, 10, 100, 1000]);
  for (const { ms, unseen } of cilium) {
    expect(unseen).toBe(0);
    expect(Math.max(...ms)).toBeLessThan(1000);
  }
});
