import { checkMatrix, judgePrediction } from '../../lib/check';
import { cnis } from '../../lib/cni';
import { natTable } from '../../lib/results/nat-table';
import { testbedOf } from '../support/labs';

/** `pod-to-node/other-node: node`, a line a flow, where it is not the sender's own address. */
function translated(cni: string, mode: string, dataPlane: string): string[] {
  const wanted = testbedOf({ cni, mode, dataPlane, podsPerNode: 2 });
  const checks = checkMatrix(wanted).map(judgePrediction);
  return natTable(wanted, checks).flatMap(({ flow, predicted }) =>
    predicted.every((who) => who === 'pod' || who === 'own-node') ? [] : [`${flow}: ${predicted.join(', ')}`],
  );
}

const egress = 'egress: node';
const podToNode = 'pod-to-node/other-node: node';
const fromTunnel = 'node-to-pod/other-node: node-tunnel';
const fromBridge = 'node-to-pod/same-node: node-bridge';
const fromRouter = ['same', 'other'].map((which) => `node-to-pod/${which}-node: node-router`);

/** Measured in namespaces for those that the kernel has. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'flannel vxlan': [podToNode, fromBridge, fromTunnel, egress],
  'flannel vxlan-direct': [podToNode, fromBridge, egress],
  'flannel host-gw': [podToNode, fromBridge, egress],
  'flannel wireguard': [podToNode, fromBridge, fromTunnel, egress],
  'calico vxlan': [podToNode, fromTunnel, egress],
  'calico vxlan-cross-subnet': [podToNode, egress],
  'calico bgp': [podToNode, egress],
  'calico ipip': [podToNode, fromTunnel, egress],
  'calico ipip-cross-subnet': [podToNode, egress],
  'calico wireguard': [podToNode, fromTunnel, egress],
  'cilium vxlan': [podToNode, ...fromRouter, egress],
  'cilium geneve': [podToNode, ...fromRouter, egress],
  'cilium native': [fromRouter[0]!, egress],
  'cilium wireguard': [fromRouter[0]!, egress],
};

const modes = cnis
  .filter(({ deployment }) => deployment)
  .flatMap((cni) => cni.modes.map((mode) => [cni.name, mode.name, cni.dataPlanes[0]!] as const));

test('the table has every mode of every CNI', () => {
  expect(modes.map(([cni, mode]) => `${cni} ${mode}`).sort()).toEqual(Object.keys(expected).sort());
});

test.each(modes)('%s %s translates exactly these flows', (cni, mode, dataPlane) => {
  expect(translated(cni, mode, dataPlane)).toEqual(expected[`${cni} ${mode}`]);
});
