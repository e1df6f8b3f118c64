/** Rules and sets as iptables 1.8.9 and ipset 7.17 write them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostOf } from '../../../support/outputs';
import { ruleLine } from '../../../support/rules';

const file = (name: string) => readFileSync(join(__dirname, `${name}.txt`), 'utf8');
const { netfilter, gaps } = hostOf({
  'iptables-save': file('iptables-save'),
  'ip6tables-save': file('ip6tables-save'),
  'ipset save': file('ipset-save'),
});

test('every rule means this', () => {
  const lines = netfilter.chains.flatMap(({ table, rules }) =>
    rules.flatMap((rule) => [`${table} ${rule.text}`, `    ${ruleLine(rule)}`]),
  );
  expect(lines.join('\n')).toMatchSnapshot();
});

test('every set holds this', () => {
  const lines = netfilter.sets.map(
    ({ name, elements, unread }) => `${name}: ${unread ?? JSON.stringify(elements)}`,
  );
  expect(lines.join('\n')).toMatchSnapshot();
});

test('nothing of them is a gap', () => {
  expect(gaps.filter(({ of, why }) => ['iptables', 'sets'].includes(of) && why !== 'not-captured')).toEqual(
    [],
  );
});
