import { jitter, probe } from '../../lib/cluster/job/probe';
import { parseJobReport } from '../../lib/cluster/job-report';
import type { Observation, UdpClient } from '../../lib/prober';
import { lastAnswer, searchDomain } from '../../lib/prober/questions/dns-questions';
import { parseCuts, UncutClient } from '../../lib/prober/questions/fragments';
import { ownPlace } from '../../lib/prober/questions/own-place';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { ownLoopback } from '../support/loopback';

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
    expect((await uncut.probe('10.0.0.1', 1, patience, 3000)).failure).toEqual({ code: 'too-big' });
  });

  test('what the node cuts for others while the answer is under way is no cut of ours', async () => {
    let cut = 0;
    const busy = {
      probe: async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        cut += 1;
        return arrives;
      },
    };
    const uncut = new UncutClient(busy, 'ipv4', () => cut);
    expect(await uncut.probe('10.0.0.1', 1, patience, 1400)).toEqual(arrives);
  });

  test('what the node cuts for others in the very moment of sending, even seven times in a row, neither', async () => {
    const counts = [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7];
    const uncut = new UncutClient(client, 'ipv4', () => counts.shift());
    expect(await uncut.probe('10.0.0.1', 1, patience, 1400)).toEqual(arrives);
  });

  test('a datagram that leaves whole and is lost is sent again, and is not called too large', async () => {
    const lost: Observation = { reachable: false, failure: { code: 'no-answer', afterMs: 1 } };
    const answers = [lost, lost, arrives, lost, lost, lost];
    const flaky = { probe: async () => answers.shift()! };
    const uncut = new UncutClient(flaky, 'ipv4', () => 5);
    expect(await uncut.probe('10.0.0.1', 1, { tries: 3, waitMs: 1 }, 1400)).toEqual(arrives);
    expect(await uncut.probe('10.0.0.1', 1, { tries: 3, waitMs: 1 }, 1400)).toEqual(lost);
  });

  test('where the kernel does not count, no size is claimed', async () => {
    const uncut = new UncutClient(client, 'ipv4', () => undefined);
    expect(await uncut.probe('10.0.0.1', 1, patience, 1400)).toEqual({
      reachable: false,
      failure: { code: 'uncounted' },
    });
  });
});

test('the search domain of a pod is its namespace’s, not the host’s', () => {
  expect(
    searchDomain('nameserver 10.96.0.10\nsearch probes.svc.cluster.local svc.cluster.local corp.example\n'),
  ).toBe('probes.svc.cluster.local');
  expect(searchDomain('search corp.example\n')).toBeUndefined();
});

describe('the answer of the cluster’s DNS', () => {
  const answering = (...answers: (string[] | Error)[]) => patient(50, ...answers);
  const patient = (patienceMs: number, ...answers: (string[] | Error)[]) => {
    const look = async () => {
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return lastAnswer('cluster-ip', 'ipv4', ['10.96.0.20'], look, { patienceMs, pauseMs: 1 });
  };
  const failure = (code: string) => Object.assign(new Error(`queryA ${code} cluster-ip`), { code });

  test('that a cache kept from an earlier run is given time to come right', async () => {
    const answer = await patient(60_000, failure('ENOTFOUND'), ['10.96.0.7'], ['10.96.0.20']);
    expect(answer).toEqual(['10.96.0.20']);
  });

  test('that stays wrong is reported as it is', async () => {
    expect(await answering(['10.96.0.7'])).toEqual(['10.96.0.7']);
    await expect(answering(failure('ENOTFOUND'))).rejects.toThrow('queryA ENOTFOUND');
  });

  test('is not waited for where no name server answers', async () => {
    await expect(answering(failure('ETIMEOUT'), ['10.96.0.20'])).rejects.toThrow('queryA ETIMEOUT');
  });
});

test('each Job starts at a moment of its own, the same in every run', () => {
  const moments = Array.from({ length: 100 }, (_, i) => jitter(`pod:worker-${i}/1`, 2000));
  expect(moments.every((ms) => ms >= 0 && ms < 2000)).toBe(true);
  expect(new Set(moments).size).toBeGreaterThan(90);
  expect(jitter('pod:worker-1/1', 2000)).toBe(moments[1]);
  expect(jitter('x', 0)).toBe(0);
});

test('a Job asks pods that policies make silent again, as a packet may just have got lost', async () => {
  // Nobody listens on the second address: that is as good as silence.
  const ips = [ownLoopback(1), ownLoopback(2)] as const;
  const pods = [
    { node: 'a', role: 'guarded', ips: [ips[1]] } as const,
    { node: 'a', role: 'pod', ips: [ips[0]] } as const,
  ];
  const lines: ReportedObservation[] = [];
  const settings = { nodes: ['a'], extent: { pairs: 'all' }, jitterMs: 0 } as const;
  await probe('pod', { node: 'a', ips: [ips[0]] }, settings, { pods, services: [] }, (line) => {
    if ('asked' in line) lines.push(line);
  });
  const denials = lines.filter(({ asked }) => asked === 'policy/default-deny');
  expect(denials.map(({ reachable, again }) => [reachable, again])).toEqual(
    Array(2).fill([false, { tries: 5, passed: 0 }]),
  );
});

test('a program that is not given where it runs says what is missing', () => {
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
