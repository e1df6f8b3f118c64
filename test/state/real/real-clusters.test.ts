/** Real clusters against what is computed for them: all entries are equal, or differ for a reason that has a name. */
import fc from 'fast-check';
import type { Difference } from '../../../lib/state';
import type { Capture } from '../../../lib/state/capture/capture';
import { recorded, recordedNames } from '../../support/captures';
import { readingOf } from '../../support/recorded-cluster';

const running = recordedNames.filter((name) => !/^(leftovers|none)|after/.test(name));

const inShort = ({ host, kind, change, key }: Difference) => `${host} ${kind} ${change} ${key}`;

test.each(running)('%s: nothing differs without a reason, and nothing of it matters', (name) => {
  const { reading } = readingOf(name);
  expect(reading.differences.map(inShort)).toEqual([]);
  expect([...reading.matters.pairs.values()]).toEqual([]);
  expect(reading.equal).toBeGreaterThan(240);
  expect(reading.findings).toEqual([]);
});

/** A line or an entry of what one command said of one machine, by its place. */
interface Cut {
  readonly host: string;
  readonly command: string;
  readonly place: number;
}

/** The entries that the CNI programs for others' pods, of commands that list entries. */
function cutsOf(name: string): Cut[] {
  return recorded(name).captures.flatMap(({ host, outputs }) =>
    Object.entries(outputs).flatMap(([command, { stdout }]) =>
      entriesOf(command, stdout).flatMap((entry, place) =>
        isProgrammed(command, entry) ? [{ host, command, place }] : [],
      ),
    ),
  );
}

function entriesOf(command: string, stdout: string): unknown[] {
  if (/^ip -j -d route show|^ip -j -d neigh show|^bridge -j fdb show/.test(command))
    return JSON.parse(stdout);
  return command === 'iptables-save' ? stdout.split('\n') : [];
}

function isProgrammed(command: string, entry: unknown): boolean {
  const text = JSON.stringify(entry);
  if (command === 'iptables-save')
    return / -j MASQUERADE --random-fully/.test(text) && !/KUBE|-o vxlan/.test(text);
  return (
    /flannel\.1|vxlan\.calico/.test(text) &&
    /PERMANENT|permanent|onlink/.test(text) &&
    !/33:33|01:00/.test(text)
  );
}

function without(captures: readonly Capture[], cut: Cut): Capture[] {
  return captures.map((capture) => {
    const output = capture.outputs[cut.command];
    if (capture.host !== cut.host || !output) return capture;
    const left = entriesOf(cut.command, output.stdout).filter((_, place) => place !== cut.place);
    const stdout = cut.command === 'iptables-save' ? left.join('\n') : JSON.stringify(left);
    return { ...capture, outputs: { ...capture.outputs, [cut.command]: { ...output, stdout } } };
  });
}

test.each(['flannel-vxlan', 'calico-vxlan'])('%s: any one entry that is cut out is missed, alone', (name) => {
  const { captures } = recorded(name);
  const cuts = cutsOf(name);
  expect(cuts.length).toBeGreaterThanOrEqual(name.startsWith('flannel') ? 24 : 21);
  fc.assert(
    fc.property(fc.constantFrom(...cuts), (cut) => {
      const { differences } = readingOf(name, { captures: without(captures, cut) }).reading;
      expect(differences).toMatchObject([{ host: cut.host, change: 'missing' }]);
    }),
    { numRuns: 12 },
  );
});

test('what holds the port of a tunnel that cannot come up is named', () => {
  const { findings, hosts } = readingOf('cilium-vxlan-after-flannel').reading;
  const taken = findings.filter(({ code }) => code === 'port-taken');
  expect(taken).toEqual(
    hosts.map(({ name: host }) => ({
      code: 'port-taken',
      host,
      link: 'cilium_vxlan',
      port: 8472,
      holder: 'flannel.1',
    })),
  );
});

const leftovers = recordedNames.filter((name) => name.startsWith('leftovers'));

test.each(leftovers)('%s: what is left is listed by name, as its owner’s', (name) => {
  const [, owner] = name.split('-');
  const { findings } = readingOf(name, { cniName: 'none' }).reading;
  expect(new Set(findings.map((one) => one.code === 'left-over' && one.owner))).toEqual(new Set([owner]));
  expect(findings.map(({ host }) => host)).toHaveLength(3);
  expect(findings).toMatchSnapshot();
});

test('nodes before any CNI have nothing left', () => {
  const { reading } = readingOf('none', { cniName: 'none' });
  expect(reading.findings).toEqual([]);
});
