import type { Condition } from '../../../datapath';
import { ruleText } from '../netfilter/text';
import { masked, negated, type OptionReader, portCondition, spanCondition } from './conditions';
import { type Option, type Part, partText } from './options';

const ports: Readonly<Record<string, OptionReader>> = {
  '--sport': portCondition('source'),
  '--dport': portCondition('destination'),
};

/** Matches that ask one thing by each of their options. */
const byOption: Readonly<Record<string, Readonly<Record<string, OptionReader>>>> = {
  tcp: ports,
  udp: ports,
  sctp: ports,
  multiport: { '--sports': portCondition('source'), '--dports': portCondition('destination') },
  iprange: { '--src-range': spanCondition('source'), '--dst-range': spanCondition('destination') },
  comment: { '--comment': () => [] },
  mark: { '--mark': markCondition },
  conntrack: { '--ctstate': stateCondition },
  state: { '--state': stateCondition },
};

/** Matches whose options belong together. */
const byAll: Readonly<Record<string, (options: readonly Option[]) => readonly Condition[] | undefined>> = {
  addrtype: addressTypes,
  statistic: chance,
  rpfilter: reversePath,
};

/** What a match asks; undefined where these words have nothing for it. Those of ipset are read elsewhere. */
export function matchConditions(part: Part): readonly Condition[] | undefined {
  const { name, options } = part;
  if (Object.hasOwn(byAll, name)) return byAll[name]!(options);
  const known = Object.hasOwn(byOption, name) ? byOption[name]! : undefined;
  return known && options.flatMap((option) => optionConditions(option, part, known));
}

/** What one option asks; what these words have nothing for is an unknown condition, beside what the others ask. */
function optionConditions(
  option: Option,
  part: Part,
  known: Readonly<Record<string, OptionReader>>,
): readonly Condition[] {
  const asked = Object.hasOwn(known, option.name) ? known[option.name]!(option, 'ipv4') : undefined;
  return asked ?? [{ on: 'unknown', text: ruleText(partText({ ...part, options: [option] })) }];
}

function markCondition(option: Option): readonly Condition[] | undefined {
  const found = masked(option.values[0]);
  return found && [{ on: 'mark', mask: found[1], value: found[0], ...negated(option) }];
}

const states = new Set(['new', 'established', 'related', 'invalid', 'untracked', 'snat', 'dnat']);

function stateCondition(option: Option): readonly Condition[] | undefined {
  const named = option.values.join('').toLowerCase().split(',');
  return named.every((state) => states.has(state))
    ? [{ on: 'state', states: named, ...negated(option) }]
    : undefined;
}

function addressTypes(options: readonly Option[]): readonly Condition[] | undefined {
  const limits = options.filter(({ name }) => name.startsWith('--limit-iface-'));
  const ends = { '--src-type': 'source', '--dst-type': 'destination' } as const;
  const link = limits[0]?.name === '--limit-iface-in' ? 'in' : 'out';
  const asked = options
    .filter((option) => !limits.includes(option))
    .map((option): Condition | undefined => {
      const of = ends[option.name as keyof typeof ends];
      const types = option.values.join('').toLowerCase().split(',');
      if (!of || !types.every((type) => /^[a-z]{3,20}$/.test(type))) return undefined;
      return { on: 'address-type', of, types, ...(limits.length > 0 && { link }), ...negated(option) };
    });
  return limits.length < 2 && asked.every((condition) => condition !== undefined) ? asked : undefined;
}

/** One packet of many by chance; by turns is not understood. */
function chance(options: readonly Option[]): readonly Condition[] | undefined {
  const [mode, probability, ...others] = options;
  const share = Number(probability?.values[0]);
  if (mode?.values[0] !== 'random' || probability?.name !== '--probability' || others.length > 0)
    return undefined;
  return share >= 0 && share <= 1
    ? [{ on: 'random', share: probability.not ? 1 - share : share }]
    : undefined;
}

/** `--validmark` asks the tables by the packet's mark too. */
function reversePath(options: readonly Option[]): readonly Condition[] | undefined {
  const names = options.map(({ name }) => name);
  if (!names.every((name) => ['--loose', '--validmark', '--invert'].includes(name))) return undefined;
  return [
    {
      on: 'reverse-path',
      ...(names.includes('--loose') && { loose: true as const }),
      ...(names.includes('--invert') && { not: true as const }),
    },
  ];
}
