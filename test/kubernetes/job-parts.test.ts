import { parseCuts, UncutClient } from '../../lib/kubernetes/job/fragments';
import { ownPlace } from '../../lib/kubernetes/job/own-place';
import { jitter } from '../../lib/kubernetes/job/probe';
import { searchDomain } from '../../lib/kubernetes/job/service-questions';
import { parseJobReport } from '../../lib/kubernetes/job-report';
import type { Observation, UdpClient } from '../../lib/prober';

const snmp = `Ip: Forwarding DefaultTTL FragOKs FragFails FragCreates
Ip: 1 64 17 2 34
Icmp: InMsgs
Icmp: 3
`;

describe('whether a datagram was cut', () => {
  test('is read from the kernel’s counters of both families', () => {
    expect(parseCuts(snmp, 'ipv4')).toBe(19);
    expect(parseCuts('Ip6InReceives   \t5\nIp6FragOKs      \t9\nIp6FragFails\t1\n', 'ipv6')).toBe(10);
    expect(parseCuts('', 'ipv4')).toBeUndefined();
  });

  const arrives: Observation = { reachable: true, answeredBy: 'pod:a/0' };
  const client = { probe: async () => arrives } as unknown as UdpClient;
  const patience = { tries: 1, waitMs: 1 };

  test('a datagram that arrives in pieces counts as one that the kernel refuses', async () => {
    let cut = 0;
    const uncut = new UncutClient(client, 'ipv4', () => cut++);
    expect((await uncut.probe('10.0.0.1', 1, patience, 3000)).error).toBe('EMSGSIZE');
  });

  test('another program’s cut at the same moment is no cut of ours', async () => {
    const counts = [0, 1, 1, 1];
    const uncut = new UncutClient(client, 'ipv4', () => counts.shift());
    expect(await uncut.probe('10.0.0.1', 1, patience, 1400)).toEqual(arrives);
  });

  test('where the kernel does not count, no size is claimed', async () => {
    const uncut = new UncutClient(client, 'ipv4', () => undefined);
    expect((await uncut.probe('10.0.0.1', 1, patience, 1400)).reachable).toBe(false);
  });
});

test('the search domain of a pod is its namespace’s, not the host’s', () => {
  expect(
    searchDomain('nameserver 10.96.0.10\nsearch probes.svc.cluster.local svc.cluster.local corp.example\n'),
  ).toBe('probes.svc.cluster.local');
  expect(searchDomain('search corp.example\n')).toBeUndefined();
});

test('each Job starts at a moment of its own, the same in every run', () => {
  const moments = Array.from({ length: 100 }, (_, i) => jitter(`pod:worker-${i}/1`, 2000));
  expect(moments.every((ms) => ms >= 0 && ms < 2000)).toBe(true);
  expect(new Set(moments).size).toBeGreaterThan(90);
  expect(jitter('pod:worker-1/1', 2000)).toBe(moments[1]);
  expect(jitter('x', 0)).toBe(0);
});

test('a program that was not told where it runs says what is missing', () => {
  expect(() => ownPlace({})).toThrow('NODE_NAME is not set');
  expect(() => ownPlace({ NODE_NAME: 'a' })).toThrow('POD_IPS is not set');
});

describe('a Job’s report', () => {
  const start = JSON.stringify({
    report: 'start',
    schema: 'cni-testbed/probe/v1',
    from: 'node:a',
    node: 'a',
    interfaces: [],
  });
  const seen = JSON.stringify({
    asked: 'reach',
    to: 'node:b',
    family: 'ipv4',
    protocol: 'tcp',
    reachable: true,
  });
  const end = (observations: number) =>
    JSON.stringify({ report: 'end', observations, durationMs: 1, cpuMs: 1, maxRssBytes: 1 });

  test('is taken where it is whole, whatever else was printed between', () => {
    const { observations } = parseJobReport('j', `a warning\n${start}\n${seen}\n${end(1)}\n`);
    expect(observations).toHaveLength(1);
  });

  test.each([
    ['without its end', `${start}\n${seen}\n`, 'its last line is missing'],
    ['with a line lost', `${start}\n${seen}\n${end(2)}\n`, '1 of 2 observations are there'],
    ['without its start', `${seen}\n${end(1)}\n`, 'it does not begin as a report'],
    ['cut in a line', `${start}\n{"asked":\n${end(1)}\n`, 'a line is no JSON'],
    ['that is empty', '', 'it does not begin as a report'],
  ])('%s is refused', (_title, log, message) => {
    expect(() => parseJobReport('j', log)).toThrow(message);
  });
});
