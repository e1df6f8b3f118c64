import { inRepeatedTurns, type Sample, starvationOf, stepsOf, wantedBy } from '../../lib/measure';

function sample(part: Partial<Sample> = {}): Sample {
  return {
    ...{ path: 'pod-to-pod', work: 'rtt', family: 'ipv4', from: 'pod:a/0', to: 'pod:b/0', count: 8000 },
    ...{ durationMs: 1000, waiting: 0.01, steal: 0 },
    ...part,
  } as Sample;
}

describe('a block', () => {
  test('of which clients hardly waited is good', () => {
    expect(starvationOf([sample(), sample({ waiting: 0.06 })])).toBeUndefined();
  });

  test('with a kind of work whose clients waited for more than 5 % is starved', () => {
    const others = Array.from({ length: 20 }, () => sample());
    const starved = [sample({ work: 'connect', waiting: 0.3 }), sample({ work: 'connect', waiting: 0.1 })];
    expect(starvationOf([...others, ...starved])).toEqual({ code: 'starved', share: 0.2 });
  });

  test('is not judged by clients that wait for streams of their own', () => {
    const crowded = [sample({ work: 'bulk-8', waiting: 0.6 }), sample({ work: 'rtt-loaded', waiting: 0.4 })];
    expect(starvationOf([sample(), ...crowded])).toBeUndefined();
  });

  test('of whose time the hypervisor took more than 2 % is stolen, by the length of each measurement', () => {
    const long = sample({ durationMs: 9000, steal: 0.03 });
    expect(starvationOf([sample(), long])).toEqual({ code: 'stolen', share: 0.027 });
    expect(starvationOf([sample({ durationMs: 9000 }), sample({ steal: 0.1 })])).toBeUndefined();
  });

  test('of which the kernel tells nothing is good', () => {
    expect(starvationOf([sample({ waiting: undefined, steal: undefined })])).toBeUndefined();
  });
});

describe('turns', () => {
  const pairs = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];

  /** Subjects whose blocks waited as was recorded, one after the other; after those, hardly. */
  async function run(recorded: Record<string, number[]>, rounds: number, tries = 3) {
    const asked: string[] = [];
    const subjects = Object.entries(recorded).map(([id, waiting]) => ({
      ...{ id, pairs },
      async block(pair: number) {
        asked.push(`${id}${pair}`);
        return [sample({ waiting: waiting.shift() ?? 0 })];
      },
    }));
    return { asked, ...(await inRepeatedTurns(subjects, rounds, tries, () => {})) };
  }

  test('go A B B A, and each pair of nodes has two rounds', async () => {
    const { asked, order, guards } = await run({ A: [], B: [] }, 4);
    expect(asked).toEqual(['A0', 'B0', 'B0', 'A0', 'A1', 'B1', 'B1', 'A1']);
    expect(order).toEqual([
      ['A', 'B'],
      ['B', 'A'],
      ['A', 'B'],
      ['B', 'A'],
    ]);
    expect(guards).toEqual([]);
  });

  test('repeat a block that is starved, and keep what was set aside', async () => {
    const { blocks, asked, guards } = await run({ A: [0.4, 0.3] }, 2);
    expect(asked).toEqual(['A0', 'A0', 'A0', 'A0']);
    expect(blocks.map(({ round, setAside }) => [round, setAside?.share])).toEqual([
      [0, 0.4],
      [0, 0.3],
      [0, undefined],
      [1, undefined],
    ]);
    expect(guards).toEqual([]);
  });

  test('give a round up after three tries, and say so', async () => {
    const { blocks, guards } = await run({ A: [0.4, 0.3, 0.5] }, 2);
    expect(blocks.filter(({ round }) => round === 0).map(({ setAside }) => setAside?.code)).toEqual(
      Array(3).fill('starved'),
    );
    expect(guards).toEqual([{ code: 'starved', subject: 'A', blocks: 1, share: 0.5 }]);
  });

  test('with one try set nothing aside, and say what they suffered', async () => {
    const { blocks, guards } = await run({ A: [0.4, 0.3] }, 3, 1);
    expect(blocks.map(({ setAside }) => setAside)).toEqual([undefined, undefined, undefined]);
    expect(guards).toEqual([{ code: 'starved', subject: 'A', blocks: 2, share: 0.4 }]);
  });
});

describe('steps', () => {
  const pair = { from: 'a', to: 'b' };
  const pathsOf = (service: boolean) =>
    stepsOf(pair, { works: ['rtt'], families: ['ipv4'], sameNode: false, service }).map(({ path }) => path);

  test('go from the host to what lies on top of it, and back', () => {
    expect(pathsOf(false)).toEqual(['node-to-node', 'pod-to-pod', 'pod-to-pod', 'node-to-node']);
    expect(pathsOf(true)).toEqual([
      ...['node-to-node', 'pod-to-pod', 'pod-to-service'],
      ...['pod-to-service', 'pod-to-pod', 'node-to-node'],
    ]);
  });

  test('go behind few policies, many, and back', () => {
    const contents = { works: [], families: ['ipv4'], sameNode: false, policies: [1, 10] } as const;
    expect(stepsOf(pair, contents).map(({ work, path, policies }) => [work, path, policies])).toEqual(
      [1, 10, 10, 1].map((policies) => ['connect', 'pod-to-pod', policies]),
    );
  });

  test('of what was asked for are each once', () => {
    expect(wantedBy(['service', 'rtt', 'bulk'])).toEqual({
      ...{
        works: ['rtt', 'connect', 'bulk', 'bulk-8'],
        service: true,
        policy: false,
        start: false,
        isolation: false,
        policyDelay: false,
      },
    });
  });
});
