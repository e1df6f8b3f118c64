/** CNIs that hand out addresses by themselves, in real namespaces: blocks in place of the shares of Node.spec.podCIDRs. */
import { cnis } from '../../lib/cni';
import { addressPlan, parseSpec, type TestbedSpecInput } from '../../lib/plan';
import { stateReport } from '../../lib/results';
import { readLab } from '../../lib/run/state/read-lab';
import { failures, inLab, judged } from '../support/labs';
import { describeLab, testWithFeatures } from '../support/namespaces';

const modes = cnis
  .filter(({ blocks }) => blocks)
  .flatMap(({ name, modes: all, blocks }) =>
    all.map((mode) => ({ cni: name, mode, several: blocks!.several })),
  );

/** Blocks so small that four pods need two of them, where a node takes several. */
const specOf = ({ cni, mode, several }: (typeof modes)[number]): TestbedSpecInput => ({
  ...{ cni, mode: mode.name, ipam: 'cni-blocks', ipFamily: 'dual' },
  ...(several && { podsPerNode: 4, blockPrefix: 30, blockPrefixIPv6: 126 }),
});

describeLab('blocks of the CNI’s own, in namespaces', () => {
  for (const one of modes)
    testWithFeatures(
      one.mode.features,
      `${one.cni} ${one.mode.name}: every check of both families passes, as predicted, and the state is the computed one`,
      () =>
        inLab(specOf(one), async (lab) => {
          const { nodes } = lab.testbed.plan;
          expect(nodes.map(({ podCidr }) => podCidr)).toEqual(nodes.map(() => undefined));
          expect(nodes.map(({ podBlocks }) => podBlocks?.length)).toEqual(
            nodes.map(() => (one.several ? 4 : 2)),
          );
          const checks = await judged(lab);
          expect(failures(checks)).toEqual([]);
          expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThanOrEqual(450);
          const { diff, findings } = stateReport((await readLab(lab)).reading);
          expect({ diff, findings }).toEqual({ diff: [], findings: undefined });
        }),
    );

  test('pods outside of what Kubernetes gave their nodes are where the CNI’s blocks say, and no check blames them', () =>
    inLab({ cni: 'calico', ipam: 'cni-blocks' }, async (lab) => {
      const { plan } = lab.testbed;
      const shares = addressPlan(parseSpec({})).nodes;
      const outside = plan.nodes.filter(({ pods }, i) =>
        pods.some(({ address }) => !shares[i]!.podCidr!.ipv4!.contains(address.ipv4!)),
      );
      expect(outside.map(({ name }) => name)).toEqual(['worker-1', 'worker-2']);
      const checks = await judged(lab);
      expect(failures(checks)).toEqual([]);
      const placed = checks.filter(({ id }) => id === 'address/unique');
      expect(placed.map(({ required }) => required.within)).toContain('10.244.0.64/26');
    }));

  test('with Services, over two zones', () =>
    inLab(
      {
        ...{ cni: 'calico', ipam: 'cni-blocks', services: true, podsPerNode: 3, blockPrefix: 30 },
        zones: ['a', 'b'].map((name, i) => ({ name, nodeCidr: `192.168.${i + 1}.0/24` })),
      },
      async (lab) => expect(failures(await judged(lab))).toEqual([]),
    ));
});
