/** What tunnels know of nodes behind NAT, and what the NAT does with their packets. */

import { flannelDeployment } from '../../lib/cni/flannel/deployment';
import { Network } from '../../lib/datapath';
import { Address } from '../../lib/net';
import { allBehindNat, oneBehindNat, oneZoneBehindNat } from '../support/behind-nat';
import { predictions, testbedOf } from '../testbeds';

const hostOf = (spec: Parameters<typeof testbedOf>[0], name: string) =>
  testbedOf(spec).datapath.hosts.find((host) => host.name === name)!;

test('a forwarding entry names the external address, and that of a node beside it too', () => {
  const { forwarding, links } = hostOf(allBehindNat, 'worker-1');
  expect(forwarding.map(({ destination }) => `${destination}`)).toEqual([
    '192.0.2.13',
    '198.51.100.10',
    '198.51.100.12',
  ]);
  expect(links.flatMap((link) => (link.type === 'vxlan' ? `${link.local}` : []))).toEqual(['10.0.0.10']);
});

test('a node without an external address is known by its own', () => {
  expect(hostOf(oneBehindNat, 'worker-1').forwarding.map(({ destination }) => `${destination}`)).toEqual([
    '192.168.1.10',
    '192.168.1.11',
  ]);
});

test('a WireGuard peer is where the NAT is', () => {
  const { links } = hostOf({ ...allBehindNat, mode: 'wireguard' }, 'control-plane-1');
  const peers = links.flatMap((link) => (link.type === 'wireguard' ? link.peers : []));
  expect(peers.map(({ endpoint }) => `${endpoint}`)).toEqual([
    '198.51.100.12',
    '198.51.100.11',
    '192.0.2.13',
  ]);
});

test('no node behind NAT has a direct route to another one, whose public IP a gateway leads to', () => {
  const direct = { ...oneZoneBehindNat, mode: 'vxlan-direct' };
  const viaNodes = hostOf(direct, 'worker-1').routes.filter(({ via }) => `${via}`.startsWith('192.168.1.1'));
  expect(viaNodes.map(({ destination }) => `${destination}`)).toEqual(['0.0.0.0/0']);
});

test('the NAT translates what leaves to the external address and what comes to the own one, both ends behind it too', () => {
  const walk = predictions(testbedOf(allBehindNat))('pod:worker-1/0', 'pod:worker-3/0');
  const translated = walk.forward.hops.flatMap(({ host, decision, packet }) =>
    decision.step === 'translate' ? [`${host} ${packet.source} ${packet.destination}`] : [],
  );
  expect(translated).toEqual(['nat.cloud 10.0.0.10 10.0.0.11', 'nat.cloud 198.51.100.11 10.0.0.11']);
  expect([walk.reachable, `${walk.source}`]).toEqual([true, '10.244.1.2']);
});

test('nobody of another zone reaches the own address of a node behind NAT', () => {
  const { datapath } = testbedOf(oneBehindNat);
  const walk = new Network(datapath).walk({
    host: 'control-plane-1',
    destination: Address.parse('10.0.0.10'),
    protocol: 'tcp',
  });
  expect(walk).toMatchObject({ delivered: false, host: 'router', drop: { code: 'blackhole' } });
});

test('an agent that was given its address announces it as such', () => {
  const key = (name: string) => `flannel.alpha.coreos.com/${name}`;
  const said = (overwrite: object) =>
    flannelDeployment.announcedBy?.({ [key('public-ip')]: '198.51.100.11', ...overwrite });
  expect(said({ [key('public-ip-overwrite')]: '198.51.100.11' })).toMatchObject({ given: true });
  expect(said({ [key('public-ip-overwrite')]: '198.51.100.12' })).not.toHaveProperty('given'); // it was not started anew
  expect(said({})).not.toHaveProperty('given');
});
