/** Our rules of acc-provision's input, and the real acc-provision beside them. */
import { stringify } from 'yaml';
import { l3outFlavour } from '../../../lib/export/aci/l3out';
import { vmmFlavour } from '../../../lib/export/aci/vmm';
import { brokenRules } from '../../../lib/export/rules';
import { describeWith } from '../../provision/programs';
import { changed } from '../prepared';
import { lackOfAccProvision, type Provisioned, provisioned } from './acc-provision';
import {
  l3outInput,
  l3outText,
  vmmInput,
  vmmText,
  type WrongEntry,
  wrongInL3out,
  wrongInVmm,
} from './inputs';

const flavours = [
  {
    name: "for Cisco's own CNI",
    flavour: vmmFlavour.name,
    text: vmmText,
    input: vmmInput,
    wrong: wrongInVmm,
    rules: vmmFlavour.rules.map(({ code }) => code),
    broken: (input: object) => brokenRules(input as never, vmmFlavour.rules, {}),
  },
  {
    name: 'with an L3Out',
    flavour: l3outFlavour.name,
    text: l3outText,
    input: l3outInput,
    wrong: wrongInL3out,
    rules: l3outFlavour.rules.map(({ code }) => code),
    broken: (input: object) => brokenRules(input as never, l3outFlavour.rules, {}),
  },
];

const titled = (wrong: readonly WrongEntry[]) =>
  wrong.map((one) => [`${one.entry} = ${JSON.stringify(one.value)}`, one] as const);

describe.each(flavours)('the flavour $name', ({ flavour, text, input, wrong, rules, broken }) => {
  test('breaks no rule as it is written', () => {
    expect(broken(input())).toEqual([]);
  });

  test('has a wrong input for each of its rules', () => {
    expect([...new Set(wrong.map(({ code }) => code))].sort()).toEqual([...new Set(rules)].sort());
  });

  test.each(titled(wrong))('refuses %s', (_, { code, entry, value }) => {
    expect(broken(changed(input(), entry, value)).map((problem) => problem.code)).toContain(code);
  });

  describeWith(lackOfAccProvision, `acc-provision, ${flavour}`, () => {
    const inputs = wrong.map(({ entry, value }) => stringify(changed(input(), entry, value)));
    let ours: Provisioned | undefined;
    let others: readonly Provisioned[] = [];
    beforeAll(() => {
      [ours, ...others] = provisioned(flavour, [text(), ...inputs]);
    });

    test('accepts what is written', () => expect(ours?.accepted).toBe(true));

    test.each(wrong.map((one, i) => [...titled([one])[0]!, i] as const))(
      'says of %s what the table says',
      (_, { theirs }, i) => expect(others[i]?.accepted).toBe(theirs !== true),
    );
  });
});

describeWith(lackOfAccProvision, 'acc-provision on lists in the flavour with an L3Out', () => {
  const zones = changed(l3outInput(), 'net_config.node_subnet', ['192.168.1.0/24', '192.168.2.0/24']);
  const nodes = changed(l3outInput(), 'net_config.node_subnet', ['192.168.1.0/24', 'fd00:192:168:1::/64']);
  const families = changed(nodes, 'net_config.pod_subnet', ['10.244.0.0/16', 'fd00:10:244::/48']);

  test.each([
    ['zones', zones, '192.168.2.0'],
    ['families', families, 'fd00'],
  ])('accepts those of two %s and goes by the first alone, so we refuse such plans', (_, input, second) => {
    const [run] = provisioned(l3outFlavour.name, [stringify(input)]);
    expect(run).toMatchObject({ accepted: true, apic: expect.not.stringContaining(second) });
  });
});
