/** What docs/exports.md shows of the exports, made from them: the picture, options, and rules. */
import { flagName } from '../../lib/cli/options/flag-name';
import { fabricExports } from '../../lib/export';
import { l3outFlavour } from '../../lib/export/aci/l3out';
import { vmmFlavour } from '../../lib/export/aci/vmm';
import { ccfRules } from '../../lib/export/ccf/rules';
import { ncpRules } from '../../lib/export/nsx-t/ncp-rules';
import type { Rule } from '../../lib/export/rules';
import type { TestbedSpecInput } from '../../lib/plan';
import { type WrongEntry, wrongInL3out, wrongInVmm } from '../export/aci/inputs';
import { prepared } from '../export/prepared';

/** Two nodes, and for the fabric without a CNI of its own a mode that puts pods' addresses on the wire. */
const shown: Readonly<Record<string, TestbedSpecInput>> = {
  aci: { workers: 1 },
  'nsx-t': { workers: 1 },
  ccf: { workers: 1, mode: 'host-gw' },
};

const codes = (entries: readonly string[]) => entries.map((entry) => `\`${entry}\``).join(', ');
const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** Everything by the name of its place in the page. */
export const exportTables: ReadonlyMap<string, readonly string[]> = new Map([
  ['where', picture()],
  ...fabricExports.map(({ name, options }) => [`options-${name}`, optionTable(options)] as const),
  ['rules-aci', ruleTable(vmmFlavour.rules, wrongInVmm)],
  ['rules-aci-l3out', ruleTable(l3outFlavour.rules, wrongInL3out)],
  ['rules-nsx-t', plainRuleTable(ncpRules)],
  ['rules-ccf', plainRuleTable(ccfRules)],
]);

function picture(): string[] {
  const sources = new Map<string, string>();
  const sourceOf = (label: string) => {
    sources.set(label, sources.get(label) ?? `plan${sources.size}`);
    return sources.get(label)!;
  };
  const fabrics = fabricExports.map(({ name, title }, f) => {
    const { ranges } = prepared(name, shown[name], name === 'ccf' ? { form: 'rest' } : {});
    const targets = [...new Set(ranges.map(({ becomes }) => becomes))];
    const target = (becomes: string) => `f${f}t${targets.indexOf(becomes)}`;
    return {
      boxes: [
        `  subgraph f${f}["${title}"]`,
        ...targets.map((text) => `    ${target(text)}["${text}"]`),
        '  end',
      ],
      arrows: ranges.map(
        ({ what, range, becomes }) => `  ${sourceOf(`${what}<br/>${range}`)} --> ${target(becomes)}`,
      ),
    };
  });
  const plan = [
    '  subgraph plan["The plan"]',
    ...[...sources].map(([label, id]) => `    ${id}["${label}"]`),
    '  end',
  ];
  const parts = [
    ...plan,
    ...fabrics.flatMap(({ boxes }) => boxes),
    ...fabrics.flatMap(({ arrows }) => arrows),
  ];
  return ['```mermaid', 'flowchart LR', ...parts, '```'];
}

function optionTable(options: (typeof fabricExports)[number]['options']): string[] {
  return [
    '| flag | default | meaning |',
    '|---|---|---|',
    ...Object.entries(options).map(([name, { otherwise, absent, takes, about }]) =>
      row(`\`${flagName(name)}\``, absent ?? `\`${otherwise ?? takes}\``, about),
    ),
  ];
}

function ruleTable<D>(rules: readonly Rule<D>[], wrong: readonly WrongEntry[]): string[] {
  return [
    '| code | rule | acc-provision accepts, for instance |',
    '|---|---|---|',
    ...rules.map(({ code, rule }) => {
      const example = wrong.find((one) => one.code === code && !one.theirs);
      return row(`\`${code}\``, rule, example ? exampleText(example) : 'nothing: it refuses this too');
    }),
  ];
}

function plainRuleTable<D>(rules: readonly Rule<D>[]): string[] {
  return [
    '| code | of | rule |',
    '|---|---|---|',
    ...rules.map(({ code, of, rule }) => row(`\`${code}\``, codes(of), rule)),
  ];
}

/** The last key with the value, where that is short enough to be read. */
function exampleText({ entry, value }: WrongEntry): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `one in \`${entry}\`` : `\`${entry.split('.').at(-1)}: ${text}\``;
}
