import { fetchResults } from '../../../lib/provision/watch';
import { observationsKey } from '../machines';
import { access, cloud, deployed, failureOf, jobs, useFakeBucket } from './deployed';

useFakeBucket();

describe('results', () => {
  const ready = (say: ReturnType<typeof deployed>) => {
    for (const node of ['worker-1', 'worker-2', 'control-plane-1']) say(node, 'ready', 'done');
  };
  test('are what the Jobs wrote, with the cluster that they ran on', async () => {
    const say = deployed(jobs);
    ready(say);
    say.ofJobs('store', 'done');
    cloud.objects.set(observationsKey(say.generation), '{"checks":[1]}');
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
    [
      'of Jobs that could not run',
      jobs,
      'failed',
      /could not run: failed: collect, attempt 3 of 3 ended with exit code 1 after 31 s$/,
    ],
    ['of Jobs that left no file', jobs, 'done', /has no observations of run 1 in its exchange/],
  ])('%s are an error that says so', async (_, connectivity, state, wanted) => {
    const say = deployed(connectivity);
    ready(say);
    if (state) say.ofJobs('collect', state);
    expect((await failureOf(fetchResults(access))).message).toMatch(wanted);
  });

  test('are those of the newest run, or of an earlier one that is asked for', async () => {
    const say = deployed(jobs);
    ready(say);
    for (const run of [1, 2]) cloud.objects.set(observationsKey(say.generation, run), `{"seen":${run}}`);
    say.ofJobs('store', 'done', 2);
    expect(await fetchResults(access)).toMatchObject({ run: 2, observations: { seen: 2 } });
    expect(await fetchResults(access, { run: 1 })).toMatchObject({ run: 1, observations: { seen: 1 } });
    expect((await failureOf(fetchResults(access, { run: 3 }))).message).toMatch(
      /has no run 3 .* newest is 2$/,
    );
  });

  test('of an earlier run are there while another one is under way', async () => {
    const say = deployed(jobs);
    ready(say);
    cloud.objects.set(observationsKey(say.generation, 1), '{"seen":1}');
    say.ofJobs('collect', 'running', 2);
    expect((await failureOf(fetchResults(access))).message).toMatch(/are not finished/);
    expect((await fetchResults(access, { run: 1 })).observations).toEqual({ seen: 1 });
  });

  test('of a cluster that is not Ready are an error', async () => {
    const say = deployed(jobs);
    say('worker-1', 'join', 'done');
    say('worker-2', 'packages', 'failed');
    expect((await failureOf(fetchResults(access))).message).toBe(
      'aws-flannel is not Ready: control-plane-1 (192.168.1.10) has not reported; worker-2 (192.168.1.12) failed in step packages: attempt 3 of 3 ended with exit code 1 after 31 s; it goes on trying by itself',
    );
  });

  test('that are no JSON are an error', async () => {
    const say = deployed(jobs);
    ready(say);
    say.ofJobs('store', 'done');
    cloud.objects.set(observationsKey(say.generation), 'half a file');
    expect((await failureOf(fetchResults(access))).message).toMatch(
      /observations of aws-flannel is not whole/,
    );
  });
});
