/** What the Jobs would gather in a stack where all is as the walk over the computed state predicts. */
import type { ClusterObservations } from '../../../../lib/cluster/observations';
import { fakeNodes, type ReportOptions } from '../../../cluster/fake-cluster';
import { observations } from '../../../cluster/fake-observations';
import { predictions, testbedOf } from '../../../testbeds';
import { factsOf } from '../../machines';

type Change = NonNullable<ReportOptions['change']>;

/** Sources and sizes as they are behind Flannel's VXLAN; `further` changes more, or loses an answer. */
export function flannelObservations(further: Change = (observation) => observation): ClusterObservations {
  const predict = predictions(testbedOf({ cni: 'flannel' }));
  const asPredicted: Change = (observation, from) => {
    const { asked, to } = observation;
    if (asked === 'mtu') return { ...observation, ...sizes(predict(from, to).mtu) };
    const seen = asked === 'reach' || asked === 'host-pod' ? predict(from, to).source : undefined;
    return seen ? { ...observation, source: `${seen}` } : observation;
  };
  return observations({
    nodes: fakeNodes(3),
    status: ({ name }) => ({ nodeInfo: nodeInfoOf(name) }),
    agent: 'kube-flannel-ds',
    enforces: false,
    change: (observation, from) => {
      const predicted = asPredicted(observation, from);
      return predicted && further(predicted, from);
    },
  });
}

/** What kubelet says of the machine that speaks as it does in these tests. */
function nodeInfoOf(node: string): object {
  const { machineId, bootId, kernel } = factsOf(node);
  return { machineID: machineId, bootID: bootId, kernelVersion: kernel };
}

const sizes = (bytes: number) => ({ bytes, localLimit: bytes });
