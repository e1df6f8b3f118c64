import { measuredCsv } from '../../../lib/report';
import { twoClusters } from '../../measure/clusters';
import { about, measured, rounds, subject } from '../../measure/made';
import { recorded } from '../../measure/recorded';

/** Reads RFC 4180. */
function parsed(text: string): Record<string, string>[] {
  const rows = text
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );
  const [head, ...lines] = rows;
  return lines.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i]!])));
}

describe('the table of figures', () => {
  test('has a line for each subject and figure, and for every two subjects', () => {
    const lines = parsed(measuredCsv([recorded()], {}));
    const rtt = lines.filter(({ metric, path }) => metric === 'rtt' && path === 'pod-to-pod');
    expect(rtt.map(({ kind, subject: id, against }) => [kind, id, against])).toEqual([
      ['figure', 'flannel vxlan', ''],
      ['figure', 'flannel host-gw', ''],
      ['figure', 'cilium vxlan', ''],
      ['figure', 'flannel vxlan again', ''],
      ['difference', 'flannel vxlan', 'flannel host-gw'],
      ['difference', 'flannel vxlan', 'cilium vxlan'],
      ['difference', 'flannel host-gw', 'cilium vxlan'],
    ]);
    expect(rtt[0]).toMatchObject({ unit: 'µs', blocks: '12', verdict: 'differs', policies: '0' });
    expect(Number(rtt[0]!.value_low)).toBeLessThan(Number(rtt[0]!.value));
    expect(Number(rtt[4]!.difference)).toBeCloseTo(0.2, 1);
  });

  test('has a line for each agent and what was going on meanwhile', () => {
    const agents = parsed(measuredCsv([twoClusters()], {})).filter(({ kind }) => kind === 'agent');
    expect(agents.map(({ subject: id, agent, while: when, nodes }) => [id, agent, when, nodes])).toEqual(
      ['blue', 'green'].flatMap((id, i) =>
        ['idle', 'bulk', 'policies'].map((when) => [id, ['flannel-node', 'calico-node'][i], when, '3']),
      ),
    );
    expect(agents[1]).toMatchObject({
      cores: '0.02',
      memory_bytes: `${Number((57 * 2 ** 20).toPrecision(6))}`,
    });
  });

  test('names the engine of bulk, and our own of everything else', () => {
    const lines = parsed(measuredCsv([{ ...twoClusters(), engine: 'iperf3 3.12' }], {}));
    const enginesOf = (wanted: string) =>
      new Set(lines.filter(({ metric }) => metric === wanted).map(({ engine }) => engine));
    expect([enginesOf('goodput'), enginesOf('rtt')]).toEqual([
      new Set(['iperf3 3.12']),
      new Set(['testbed']),
    ]);
  });

  test('says why a figure says nothing, in place of it', () => {
    const goodput = parsed(measuredCsv([recorded()], {})).find(({ metric }) => metric === 'goodput')!;
    expect(goodput).toMatchObject({ not_measurable: 'one-kernel', value: '' });
  });

  test('has a cell for every column in every line', () => {
    const text = measuredCsv([recorded(), twoClusters()], {});
    const widths = new Set(
      parsed(text).map((line) => Object.values(line).filter((one) => one !== undefined).length),
    );
    expect(widths.size).toBe(1);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+cmd|x', "'+cmd|x"],
    ['-2', "'-2"],
    ['@sum', "'@sum"],
    ['a,b', 'a,b'],
    ['say "hi"', 'say "hi"'],
  ])('makes of the name %s a text that no spreadsheet computes', (name, cell) => {
    const lines = parsed(measuredCsv([measured([subject(name)], rounds(name, about(100), about(150)))], {}));
    expect(new Set(lines.map((line) => line.subject))).toEqual(new Set([cell]));
  });
});
