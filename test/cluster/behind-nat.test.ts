/** Clusters whose nodes were given external addresses to announce: nothing false is said of them. */
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import type { ClusterObservations } from '../../lib/cluster/observations';
import { nodeOf } from '../../lib/net';
import { parseSpec } from '../../lib/plan';
import { testbed } from '../../lib/testbed';
import { observations } from './fake-observations';

const key = (name: string) => `flannel.alpha.coreos.com/${name}`;
const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const { cni, choice } = testbed(parseSpec({ cni: 'flannel' }));

/** Flannel's annotations; worker-1 announces another address than its own. */
const announcing = (file: ClusterObservations, overwrite: boolean): ClusterObservations => ({
  ...file,
  nodes: file.nodes.map(({ metadata, ...node }, i) => ({
    ...node,
    metadata: {
      ...metadata,
      annotations: {
        [key('backend-type')]: 'vxlan',
        [key('public-ip')]: i === 1 ? '198.51.100.11' : `192.168.1.${10 + i}`,
        ...(overwrite && i === 1 && { [key('public-ip-overwrite')]: '198.51.100.11' }),
      },
    },
  })),
});

const judged = (file: ClusterObservations) => judgeCluster(file, { name: 'cluster', cni, choice }, run);

const healthy = observations({ agent: 'kube-flannel-ds' });
const broken = observations({
  agent: 'kube-flannel-ds',
  change: (answer, from) =>
    [from, answer.to].some((id) => nodeOf(id) === 'worker-1') && nodeOf(from) !== nodeOf(answer.to)
      ? {
          ...answer,
          reachable: false,
          answeredBy: undefined,
          source: undefined,
          failure: { code: 'no-answer', afterMs: 1500 },
        }
      : answer,
});

test('a given external address is no cause, and one that the agent took by itself is', () => {
  const codes = (overwrite: boolean) =>
    judged(announcing(broken, overwrite)).diagnoses.map(({ code }) => code);
  expect(codes(true)).not.toContain('announced-other');
  expect(codes(false)).toContain('announced-other');
});

test('nothing is predicted where it is not known what leads to an address, and a note says so', () => {
  const predicted = (overwrite: boolean) => {
    const { checks, notes } = judged(announcing(healthy, overwrite));
    const pods = checks.filter(({ id }) => id.startsWith('pod-to-pod/'));
    return [
      pods.every(({ predicted: { none } }) => none === true),
      notes.some((note) => note.includes('198.51.100.11')),
    ];
  };
  expect(predicted(true)).toEqual([true, true]);
  expect(predicted(false)).toEqual([false, false]);
});
