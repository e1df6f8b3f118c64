import { mtuOf, type ServerPlace } from '../../../lib/cluster/measure/places';
import { nodes, reportOf } from './fake-measuring';

describe('the largest packet that leaves a pod in one piece', () => {
  const node = nodes[1]!;
  const address = { ipv4: node.pods[0]! };
  const place = (more: Partial<ServerPlace['report']>): ServerPlace => ({
    ...{ network: 'pod', policies: 0, node: node.name, address },
    report: { ...reportOf('pod', node), ...more },
  });

  test.each([
    ['its interface, where nothing is known of its route', {}, 1450],
    ['its route, where that lets less through', { routeMtu: 1400 }, 1400],
    ['its interface, where that lets less through', { routeMtu: 1500 }, 1450],
    ['its route, where nothing is known of its interface', { interfaces: [], routeMtu: 1400 }, 1400],
    ['not known, where neither is', { interfaces: [] }, undefined],
  ])('is that of %s', (_, more, mtu) => expect(mtuOf(place(more))).toBe(mtu));
});
