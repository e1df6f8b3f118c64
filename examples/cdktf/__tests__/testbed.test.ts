import { Testing } from 'cdktf';
import { defineSpec, parseSpec, planSnapshot, runLab } from 'cni-testbed';
import { awsCluster, proveStack, stackSerializer, TestbedStack } from 'cni-testbed/cdktf';

expect.addSnapshotSerializer(stackSerializer);

const spec = defineSpec({ cni: 'calico', mode: 'vxlan', workers: 3 });

describe('the testbed of the team', () => {
  const cluster = awsCluster({ ...spec, aws: { region: 'eu-central-1' } });
  const json = Testing.synth(new TestbedStack(Testing.app(), 'lab', { cluster }));

  test('has these addresses', () => {
    expect(`\n${planSnapshot(cluster)}\n`).toMatchSnapshot();
  });

  test('is built from this stack', () => {
    expect(json).toMatchSnapshot();
  });

  test('keeps in its stack what is promised', () => {
    expect(proveStack(cluster, JSON.parse(json))).toEqual([]);
  });

  test('lets every packet arrive', async () => {
    const { summary } = await runLab(parseSpec(spec), { predictOnly: true });
    expect(summary).toMatchObject({ fail: 0, mispredicted: 0 });
  });
});
