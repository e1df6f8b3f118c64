import { isPod, nodeId, nodeOf, placeOf, podId, podName, podPosition } from '../../lib/net';

describe('an endpoint id', () => {
  test.each([
    [podId(podName('worker-1', 0)), { kind: 'pod', node: 'worker-1', name: 'worker-1/0' }],
    [podId(podName('worker-1', 'guarded')), { kind: 'pod', node: 'worker-1', name: 'worker-1/guarded' }],
    [nodeId('worker-1'), { kind: 'node', node: 'worker-1', name: 'worker-1' }],
  ])('%s says what it names and on which node', (id, place) => {
    expect(placeOf(id)).toEqual(place);
    expect(nodeOf(id)).toBe('worker-1');
    expect(isPod(id)).toBe(place.kind === 'pod');
  });

  test.each(['outside', 'service:cluster-ip', 'dns:kubernetes', 'pod:'])(
    '%s is of no node and stands for itself',
    (id) => {
      expect(placeOf(id)).toBeUndefined();
      expect(nodeOf(id)).toBe(id);
    },
  );

  test('of a pod ends in its position', () => expect(podPosition('worker-1/2')).toBe('2'));
});
