import { stackStatus, statusText } from '../../../lib/provision/watch';
import { machinesFile, statusKey } from '../machines';
import { access, brief, cloud, deployed, failureOf, useFakeBucket } from './deployed';

useFakeBucket();

describe('the status of a stack', () => {
  test('names every planned node, also those that have not said anything', async () => {
    const say = deployed();
    say('worker-1', 'packages', 'running');
    const { nodes, state, connectivity } = await stackStatus(access);
    expect(nodes.map(brief)).toEqual([
      'control-plane-1 no report yet unknown',
      'worker-1 packages running',
      'worker-2 no report yet unknown',
    ]);
    expect({ state, connectivity }).toEqual({
      state: 'booting',
      connectivity: undefined,
    });
  });

  test('reads as a line a node and a sum', async () => {
    const say = deployed();
    say('worker-1', 'packages', 'running');
    say('worker-2', 'packages', 'running', { attempt: 2, lastExit: 124, lastSeconds: 1200 });
    expect(statusText(await stackStatus(access))).toMatchInlineSnapshot(`
      "control-plane-1  192.168.1.10     no report yet  unknown
      worker-1         192.168.1.11     packages       running  12:00:00  since 11:59:00
      worker-2         192.168.1.12     packages       running  12:00:00  attempt 2 of 3, since 11:59:00; the last one hung and was ended after 1200 s
      aws-flannel (flannel vxlan): booting, 0 of 3 nodes done"
    `);
  });

  test('does not count what machines said that have been replaced since', async () => {
    const say = deployed();
    for (const node of ['control-plane-1', 'worker-1', 'worker-2'])
      say(node, 'ready', 'done', { generation: 'earlier' });
    expect((await stackStatus(access)).state).toBe('booting');
  });

  test('does not count what machines of the same kind said that are gone, whatever replaced them', async () => {
    const say = deployed();
    const names = ['control-plane-1', 'worker-1', 'worker-2'];
    for (const node of names) say(node, 'ready', 'done');
    expect((await stackStatus(access)).state).toBe('ready');
    cloud.objects.set('assets/machines.json', machinesFile(names, '1'));
    const { nodes, state } = await stackStatus(access);
    expect([state, ...nodes.map(brief)]).toEqual([
      'booting',
      ...names.map((name) => `${name} no report yet unknown`),
    ]);
  });

  test('does not take one machine’s word for another’s', async () => {
    const say = deployed();
    say(
      'worker-2',
      'ready',
      'done',
      undefined,
      statusKey('worker-1').replace('worker-1.json', 'worker-2.json'),
    );
    expect((await stackStatus(access)).nodes.map(brief)).toContain('worker-2 no report yet unknown');
  });

  test('says which machine each node is', async () => {
    const say = deployed();
    say('worker-1', 'packages', 'running');
    expect((await stackStatus(access)).nodes[1]?.machine).toMatchObject({
      id: 'i-0-worker-1',
      bootId: 'boot-0-worker-1',
    });
  });

  test('is failed as soon as one node is', async () => {
    const say = deployed();
    say('control-plane-1', 'ready', 'done');
    say('worker-1', 'join', 'failed');
    expect((await stackStatus(access)).state).toBe('failed');
  });

  test.each(['<html>', 'null', '{"stage": 1, "state": "failed"}', '{"state": "king"}'])(
    'counts an object that no node writes as a failure: %s',
    async (text) => {
      deployed();
      cloud.objects.set(statusKey('worker-1'), text);
      const status = await stackStatus(access);
      expect(status.nodes.map(brief)).toContain('worker-1 unreadable failed');
      expect(status.state).toBe('failed');
    },
  );

  test('is lines, whatever nodes say', async () => {
    const say = deployed();
    say('worker-1', 'join\nworker-2 192.168.1.12 ready done', 'running');
    expect(statusText(await stackStatus(access)).split('\n')).toHaveLength(4);
  });

  test('of a bucket that is not there is an error with a remedy', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    process.env.AWS_MAX_ATTEMPTS = '1';
    const { message, remedy } = await failureOf(stackStatus(access));
    expect(message).toBe(
      'bucket testbed-bucket of aws-flannel in us-east-1 cannot be read: connect ECONNREFUSED 127.0.0.1:9',
    );
    expect(remedy).toBe('AWS_ENDPOINT_URL leads to http://127.0.0.1:9: see whether that answers');
  });

  test.each([
    ['half of it', (text: string) => text.slice(0, 100), /is not what this version writes/],
    ['something else', () => '{}', /is not what this version writes/],
    ['nothing', () => '', /has no assets\/cluster\.json in its exchange/],
    [
      'another stack',
      (text: string) => text.replace('aws-flannel', 'aws-other'),
      /^the exchange is aws-other's, not aws-flannel's$/,
    ],
  ])('of a deploy that left %s is an error', async (_, change, wanted) => {
    deployed();
    const key = 'assets/cluster.json';
    cloud.objects.set(key, change(cloud.objects.get(key)!));
    expect((await failureOf(stackStatus(access))).message).toMatch(wanted);
  });
});
