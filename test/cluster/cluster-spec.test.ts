import { serviceRange } from '../../lib/cluster/cluster-spec';

const range = (nameServers: string[], ...ips: string[]) => {
  const services = ips.map((ip) => ({ spec: { clusterIPs: [ip] } }));
  const { ipv4, ipv6 } = serviceRange({ services }, nameServers);
  return [`${ipv4}`, ...(ipv6 ? [`${ipv6}`] : [])];
};

describe('the range of Services, which the API does not always tell', () => {
  test('holds every Service’s address and the name server’s', () => {
    expect(range(['10.96.0.10'], '10.110.85.246', '10.101.37.176', 'None')).toEqual(['10.96.0.0/12']);
  });

  test('is of the usual size where nothing lies further off', () => {
    expect(range([], '10.96.0.20')).toEqual(['10.96.0.0/16']);
    expect(range(['fd00:10:96::a'], '10.96.0.20', 'fd00:10:96::1b2')).toEqual([
      '10.96.0.0/16',
      'fd00:10:96::/112',
    ]);
  });

  test('does not stretch to a name server that is no Service', () => {
    expect(range(['169.254.20.10'], '10.96.0.20')).toEqual(['10.96.0.0/16']);
  });
});
