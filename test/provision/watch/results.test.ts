import { fetchResults } from '../../../lib/provision/watch';
import { access, cloud, deployed, failureOf, jobs, useFakeBucket } from './deployed';

useFakeBucket();

describe('results', () => {
  const ready = (say: ReturnType<typeof deployed>) => {
    for (const node of ['worker-1', 'worker-2', 'control-plane-1']) say(node, 'ready', 'done');
  };
  const jobsSay = (say: ReturnType<typeof deployed>, state: string) =>
    say('', 'connectivity', state, undefined, 'results/status.json');

  test('are what the Jobs wrote, with the cluster that they ran on', async () => {
    const say = deployed(jobs);
    ready(say);
    jobsSay(say, 'done');
    cloud.objects.set('results/observations.json', '{"checks":[1]}');
    const { cluster, observations } = await fetchResults(access);
    expect(observations).toEqual({ checks: [1] });
    expect(cluster).toMatchObject({
      cni: 'flannel',
      mode: 'vxlan',
      nodes: [{ name: 'control-plane-1' }, {}, {}],
    });
  });

  test.each<[string, typeof jobs | undefined, string | undefined, RegExp]>([
    ['of a stack without Jobs', undefined, undefined, /deployed without connectivity Jobs/],
    ['of Jobs that run', jobs, 'running', /are not finished/],
    ['of Jobs that did not start', jobs, undefined, /have not started/],
    ['of Jobs that could not run', jobs, 'failed', /could not run: connectivity/],
    ['of Jobs that left no file', jobs, 'done', /has no results\/observations\.json/],
  ])('%s are an error that says so', async (_, connectivity, state, wanted) => {
    const say = deployed(connectivity);
    ready(say);
    if (state) jobsSay(say, state);
    expect((await failureOf(fetchResults(access))).message).toMatch(wanted);
  });

  test('of a cluster that is not Ready are an error', async () => {
    const say = deployed(jobs);
    say('worker-1', 'join', 'done');
    say('worker-2', 'packages', 'failed');
    expect((await failureOf(fetchResults(access))).message).toBe(
      'aws-flannel is not Ready: control-plane-1 (192.168.1.10) has not reported; worker-2 (192.168.1.12) failed in stage packages',
    );
  });

  test('that are no JSON are an error', async () => {
    const say = deployed(jobs);
    ready(say);
    jobsSay(say, 'done');
    cloud.objects.set('results/observations.json', 'half a file');
    expect((await failureOf(fetchResults(access))).message).toMatch(
      /observations\.json of aws-flannel is not whole/,
    );
  });
});
