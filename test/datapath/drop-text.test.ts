import { type Drop, dropText } from '../../lib/datapath';
import { dropSchema } from '../../lib/datapath/drop';
import { examples } from '../results/values-of-schema';
import { expectWords } from '../support/words';

const [host, link] = ['worker-1', 'eth0'];

describe('why a packet is dropped, in words', () => {
  test.each<[Drop, string]>([
    [{ code: 'no-route', host, destination: '10.9.9.9' }, 'worker-1 has no route to 10.9.9.9'],
    [{ code: 'blackhole', host, range: '10.9.0.0/16' }, 'worker-1 has a blackhole route for 10.9.0.0/16'],
    [{ code: 'no-source', host, family: 'ipv6' }, 'worker-1 has no ipv6 address to send from'],
    [
      { code: 'no-neighbour', host, link, address: '10.0.0.3' },
      'worker-1 finds nobody with address 10.0.0.3 on eth0',
    ],
    [
      { code: 'no-forwarding-entry', host, link, lacks: { entry: 'mac', mac: '02:00:00:00:00:01' } },
      'eth0 of worker-1 has no forwarding entry for 02:00:00:00:00:01',
    ],
    [
      { code: 'no-forwarding-entry', host, link, lacks: { entry: 'route' } },
      'the route by eth0 of worker-1 does not say where its tunnel ends',
    ],
    [
      { code: 'no-forwarding-entry', host, link, lacks: { entry: 'peer', destination: '10.9.9.9' } },
      'no WireGuard peer of eth0 of worker-1 is allowed 10.9.9.9',
    ],
    [
      { code: 'no-tunnel', host, sender: 'worker-2', link: 'flannel.1' },
      'worker-1 has no device that takes what flannel.1 of worker-2 sends',
    ],
    [
      { code: 'unknown-mac', host, link, mac: '02:00:00:00:00:01' },
      'eth0 of worker-1 is not 02:00:00:00:00:01 and ignores the frame',
    ],
    [
      { code: 'unknown-mac', host, link: 'cni0', mac: '02:00:00:00:00:01', bridge: true },
      'no port of cni0 of worker-1 leads to 02:00:00:00:00:01',
    ],
    [{ code: 'link-down', host, link, end: 'near' }, 'eth0 of worker-1 is down'],
    [{ code: 'link-down', host, link, end: 'far' }, 'the other end of eth0 of worker-1 is missing or down'],
    [
      { code: 'too-big', host, link, bytes: 1301, mtu: 1300 },
      '1301 bytes do not fit eth0 of worker-1, which takes 1300',
    ],
    [
      { code: 'too-big', host, link, bytes: 1405, mtu: 1400, silent: true },
      'eth0 of worker-1 takes 1400 bytes and drops the packet of 1405 without an ICMP error',
    ],
    [
      { code: 'not-forwarding', host, destination: '10.9.9.9' },
      '10.9.9.9 is not an address of worker-1, and it forwards nothing (ip_forward is off)',
    ],
    [
      { code: 'reverse-path', host, link: 'left', source: '10.7.0.1', back: 'right' },
      'worker-1 would answer 10.7.0.1 by right, not by left: the reverse path filter drops it',
    ],
    [
      { code: 'reverse-path', host, link: 'left', source: '10.7.0.1' },
      'worker-1 would answer 10.7.0.1 by no link, not by left: the reverse path filter drops it',
    ],
    [
      { code: 'martian-source', host, source: '10.0.0.1' },
      "10.0.0.1 is worker-1's own address: a packet from outside with that source is refused",
    ],
    [{ code: 'filtered', host, rule: 'deny all' }, 'a rule of worker-1 drops it: deny all'],
    [
      { code: 'filtered', host, rule: 'deny all', reject: 'tcp reset' },
      'a rule of worker-1 rejects it (tcp reset): deny all',
    ],
    [{ code: 'loop', host }, 'the packet goes round in a loop: its time to live ran out at worker-1'],
    [{ code: 'loop', host, link: 'tun' }, 'tun of worker-1 leads into itself'],
  ])('%j', (drop, words) => expect(dropText(drop)).toBe(words));

  test('has words for every code and every detail', () =>
    expectWords(examples(dropSchema) as Drop[], dropText));
});
