import { checkMatrix, judgePrediction } from '../../lib/check';
import { cnis } from '../../lib/cni';
import { natTable } from '../../lib/results/nat-table';
import { testbedOf } from '../support/labs';

/** `pod → node, other node: its node's`, a line a flow, where it is not the sender's own address. */
function translated(cni: string, mode: string, dataPlane: string): string[] {
  const wanted = testbedOf({ cni, mode, dataPlane, podsPerNode: 2 });
  const checks = checkMatrix(wanted).map(judgePrediction);
  return natTable(wanted, checks).flatMap(({ flow, predicted }) =>
    predicted.every((who) => who.endsWith('own')) ? [] : [`${flow}: ${predicted.join(', ')}`],
  );
}

const egress = "pod → outside: its node's";
const podToNode = "pod → node, other node: its node's";
const fromTunnel = "node → pod, other node: its node's tunnel device";
const fromBridge = "node → pod, same node: its node's bridge";
const fromRouter = ['same', 'other'].map((which) => `node → pod, ${which} node: its node's router`);

/** Measured in namespaces for those that the kernel has (facts of design section 7). */
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
