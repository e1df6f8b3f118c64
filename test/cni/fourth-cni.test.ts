import { checkMatrix, judgePrediction } from '../../lib/check';
import type { Cni } from '../../lib/cni';
import { cnis, nothingVerified } from '../../lib/cni';
import { bridgedPods, bridgeLinks, podEndpoints } from '../../lib/cni/common/bridged-pods';
import { byZone, directRoutes, withState } from '../../lib/cni/common/tunnels';
import { assemble } from '../../lib/cni/common/underlay';
import { buildLab } from '../../lib/lab/lab';
import { parseSpec } from '../../lib/plan';
import { testbed } from '../../lib/testbed';
import { failures, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

/** All of a new CNI: static routes to the other nodes, and nothing is translated. */
const staticRoutes: Cni = {
  name: 'static-routes',
  title: 'Static routes',
  description: 'a bridge per node and a route to every other one',
  modes: [
    {
      name: 'direct',
      description: 'routes',
      overhead: { ipv4: 0, ipv6: 0 },
      features: [],
      barePods: 'always',
    },
  ],
  dataPlanes: ['iptables'],
  capabilities: () => nothingVerified('1'),
  requirements: () => [],
  datapath: (plan) =>
    assemble(plan, (node, host) => {
      const pods = { bridge: 'br0', mtu: plan.underlayMtu };
      const ways = directRoutes(plan, 'ipv4', byZone(plan, node).near);
      return {
        node: withState(host, { ...ways, links: bridgeLinks(node, pods) }),
        pods: bridgedPods(node, pods),
        endpoints: podEndpoints(node),
      };
    }),
};

const wanted = () => testbed(parseSpec({ cni: 'static-routes' }), [...cnis, staticRoutes]);

test('a new CNI is one object in the list: the walk passes every check of it', () => {
  const checks = checkMatrix(wanted()).map(judgePrediction);
  expect(checks.length).toBeGreaterThan(200);
  expect(failures(checks)).toEqual([]);
});

test('a name that is in no list is refused, with those that are', () => {
  expect(() => testbed(parseSpec({ cni: 'static-routes' }))).toThrow(
    /Choose one of flannel, calico, cilium, none/,
  );
});

describeLab('a new CNI in namespaces', () => {
  test('passes every check, as predicted', async () => {
    const lab = await buildLab(`fourth-${process.pid}`, wanted());
    try {
      expect(failures(await judged(lab))).toEqual([]);
    } finally {
      await lab.end();
    }
  });
});
