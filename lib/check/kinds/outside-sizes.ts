/** What pods of a lab send out of the cluster, where its spec says what the way there carries. */
import { largest, smallest } from '../../base/lists';
import { valuesOf } from '../../net';
import { overheadOf, type Testbed } from '../../testbed';
import type { Check } from '../check';
import { egressNat } from './egress';
import type { Scene } from './kind';

/** A size for each pod that gets out: packets as large as it sends must arrive there in one piece. */
export function outsideSizes(scene: Scene): Check[] {
  const { testbed, family, predictions, cluster } = scene;
  const { endpoints } = testbed.datapath;
  if (testbed.plan.outsideMtu === undefined || !predictions || cluster) return [];
  return egressChecks(scene).flatMap(({ from: id, to, skip }): Check[] => {
    const [from, outside] = [id, to].map((one) => endpoints.find((endpoint) => endpoint.id === one));
    if (!from || !outside) return [];
    const small = predictions.of(from, outside, family, 'udp');
    return [
      {
        id: 'mtu/path',
        from: id,
        to,
        family,
        required: { bytes: expected(testbed, from.node) },
        predicted: predictions.size(from, outside, family, small),
        skip,
      },
    ];
  });
}

const egressChecks = (scene: Scene) =>
  (egressNat.checks?.(scene) ?? []).filter(({ protocol }) => protocol === 'udp');

/** What a pod's MTU is to be, or less where the network or the way out carries less: nothing wraps these packets. */
function expected({ plan, choice }: Testbed, node: string): number {
  const { underlayMtu, fabricMtu, outsideMtu = underlayMtu, cniSettings } = plan;
  const card = plan.nodes.find(({ name }) => name === node)?.mtu ?? underlayMtu;
  const pod = cniSettings?.podMtu ?? card - largest(valuesOf(overheadOf(plan.families, choice.mode)));
  return smallest([pod, fabricMtu, outsideMtu]);
}
