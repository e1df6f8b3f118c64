import type { FilterRule, Host, Prediction } from '../../lib/datapath';
import { Cidr } from '../../lib/net';
import type { Testbed } from '../../lib/testbed';
import { predictions, testbedOf } from '../testbeds';

/** The default testbed with a rule on worker-1. */
const withRule = (fields: Partial<FilterRule>): Testbed => {
  const testbed = testbedOf();
  const rule: FilterRule = { family: 'ipv4', hook: 'forward', comment: 'the rule', ...fields };
  const hosts = testbed.datapath.hosts.map(
    (host): Host => (host.name === 'worker-1' ? { ...host, filters: [rule] } : host),
  );
  return { ...testbed, datapath: { ...testbed.datapath, hosts } };
};

const why = (fields: Partial<FilterRule>, from: string, to: string) =>
  predictions(withRule(fields))(from, to).why;

const dropped: Prediction['why'] = {
  code: 'dropped',
  drop: { code: 'filtered', host: 'worker-1', rule: 'the rule' },
};
const [inside, outside] = ['pod:worker-1/0', 'pod:worker-2/0'];

describe('a filter rule', () => {
  test('of the forward hook drops what its host passes on, and nothing else', () => {
    expect(why({}, inside!, outside!)).toEqual(dropped);
    expect(why({}, outside!, inside!)).toEqual(dropped);
    expect(why({}, 'node:worker-1', inside!)).toBeUndefined();
    expect(why({}, inside!, 'pod:worker-1/1')).toBeUndefined();
  });

  test('of the input hook drops what is for the host, the outer packets of tunnels among it', () => {
    expect(why({ hook: 'input' }, 'node:worker-2', 'node:worker-1')).toEqual(dropped);
    expect(why({ hook: 'input', protocol: 'udp', port: 8472 }, outside!, inside!)).toEqual(dropped);
    expect(
      why({ hook: 'input', protocol: 'udp', port: 8472 }, 'node:worker-2', 'node:worker-1'),
    ).toBeUndefined();
  });

  test('of the output hook drops what the host starts', () => {
    expect(why({ hook: 'output' }, 'node:worker-1', 'node:worker-2')).toEqual(dropped);
    expect(why({ hook: 'output', protocol: 'icmp' }, 'node:worker-1', 'node:worker-2')).toBeUndefined();
  });

  test.each<[Partial<FilterRule>, boolean]>([
    [{ in: 'cni0' }, true],
    [{ in: 'flannel.1', source: { ranges: [Cidr.parse('10.244.1.0/24')] } }, false],
    [{ out: 'flannel.1' }, true],
    [{ out: 'ens5' }, false],
    [{ protocol: 'tcp' }, true],
    [{ protocol: 'udp' }, false],
    [{ source: { ranges: [Cidr.parse('10.244.1.0/24')] } }, true],
    [{ destination: { ranges: [Cidr.parse('10.244.0.0/16')], not: true } }, false],
    [{ family: 'ipv6' }, false],
    [{ share: 0.3 }, false],
  ])('that matches %j drops the packet: %s', (fields, drops) => {
    expect(why(fields, inside!, outside!)).toEqual(drops ? dropped : undefined);
  });
});
