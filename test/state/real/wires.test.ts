import type { Datapath } from '../../../lib/datapath';
import type { ReadHost, ReadLink } from '../../../lib/state/read/read-host';
import { type ReadHosts, Wires } from '../../../lib/state/real/wires';

const cable = (name: string, index: number, peer: number) =>
  ({ name, index, kind: 'veth', peer: { index: peer } }) as ReadLink;
const veth = (name: string, host: string, link: string) => ({ name, type: 'veth', peer: { host, link } });
const computed = {
  endpoints: [
    { kind: 'pod', host: 'pod-1', node: 'node-1' },
    { kind: 'pod', host: 'pod-2', node: 'node-2' },
  ],
  hosts: [
    { name: 'switch', links: [veth('port-1', 'node-1', 'ens5'), veth('port-2', 'node-2', 'ens5')] },
    { name: 'node-1', links: [veth('ens5', 'switch', 'port-1')] },
    { name: 'node-2', links: [veth('ens5', 'switch', 'port-2')] },
  ],
} as unknown as Datapath;
const wires = (hosts: Record<string, ReadLink[]>) =>
  new Wires(
    new Map(
      Object.entries(hosts).map(([name, links]) => [name, { links } as unknown as ReadHost]),
    ) as ReadHosts,
    computed,
  );
const port = cable('port-1', 2, 7);

describe('the other end of a cable', () => {
  test('is the one that has its numbers', () =>
    expect(wires({ switch: [port], 'node-1': [cable('ens5', 7, 2)] }).peerOf('switch', port)).toEqual({
      host: 'node-1',
      link: 'ens5',
    }));

  test('is assumed to be as computed where that host was not read, whoever else has such numbers', () =>
    expect(wires({ switch: [port], 'node-2': [cable('ens5', 7, 2)] }).peerOf('switch', port)).toEqual({
      host: 'node-1',
      link: 'ens5',
    }));

  test('of a pod is on its own node, whoever else has such numbers', () => {
    const [card, end] = [cable('eth0', 2, 9), cable('cali1', 9, 2)];
    const pods = { 'node-1': [end], 'node-2': [end], 'pod-1': [card], 'pod-2': [card] };
    for (const n of [1, 2]) {
      expect(wires(pods).peerOf(`pod-${n}`, card)).toEqual({ host: `node-${n}`, link: 'cali1' });
      expect(wires(pods).peerOf(`node-${n}`, end)).toEqual({ host: `pod-${n}`, link: 'eth0' });
    }
  });

  test('is not known where that host was read and does not have it', () =>
    expect(wires({ switch: [port], 'node-1': [] }).peerOf('switch', port)).toBeUndefined());
});
