/** Rules as nft 1.0.6 shows them: its own text (`nft -s list`) beside its JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nftText } from '../../../../lib/state/read/nft/print';
import { hostOf } from '../../../support/outputs';
import { ruleLine } from '../../../support/rules';
import objects from './objects.json';

interface Shown {
  readonly text: string;
  readonly expr: readonly unknown[];
  readonly comment?: string;
}

const shown: readonly Shown[] = readFileSync(join(__dirname, 'rules.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Rules that are printed otherwise than nft does, each with our words. */
const printedOtherwise: Readonly<Record<string, string>> = {
  'snat ip prefix to ip saddr map { 10.0.0.0/24 : 11.0.0.0/24 }':
    'snat ip to ip saddr map { 10.0.0.0/24 : 11.0.0.0/24 } netmap',
  'tcp dport 80 tproxy ip to :50000': 'tcp dport 80 {"tproxy":{"family":"ip","port":50000}}',
  'tcp flags syn / fin,syn,rst,ack accept': 'tcp flags & fin,syn,rst,ack == syn accept',
  'limit rate 5/second accept': 'limit rate 5/second burst 5 packets accept',
  'quota over 100 mbytes drop': '{"quota":{"val":100,"val_unit":"mbytes","inv":true}} drop',
  'update @s3 { ip saddr limit rate 5/second } drop':
    'update @s3 { ip saddr limit rate 5/second burst 5 packets } drop',
  reject: 'reject with icmpx port-unreachable',
};

test.each(shown)('$text is printed so', ({ text, expr, comment }) => {
  expect(nftText(expr, comment)).toBe(printedOtherwise[text] ?? text);
});

/** What the rules of a chain `y` of an inet table are read as, a line each. */
function meaningOf({ expr, comment }: Shown): string[] {
  const rule = { rule: { family: 'inet', table: 'f', chain: 'y', handle: 7, expr, comment } };
  const answer = {
    nftables: [...objects.nftables, { chain: { family: 'inet', table: 'f', name: 'y' } }, rule],
  };
  const { chains, sets } = hostOf({ 'nft -j list ruleset': answer }).netfilter;
  const own = chains.filter(({ name }) => name.startsWith('y'));
  return [
    ...own.flatMap(({ name, rules }) =>
      rules.map((one) => `${name === 'y' ? '' : `in ${name}: `}${ruleLine(one)}`),
    ),
    ...sets
      .filter(({ name }) => name.startsWith('#'))
      .map(({ name, elements }) => `${name} is ${JSON.stringify(elements)}`),
  ];
}

test('every rule means this', () => {
  expect(
    shown.map((one) => [one.text, ...meaningOf(one).map((line) => `    ${line}`)].join('\n')).join('\n'),
  ).toMatchSnapshot();
});
