import * as z from 'zod';
import { oneLine } from '../../../base/plain-text';
import type { RoutingRule } from '../../../datapath';
import type { Cidr, Family } from '../../../net';
import { NotUnderstood, type Reader } from '../answers/reader';
import { linkName, number32, rangeOf } from '../answers/values';
import { table } from './tables';

const mark = z
  .string()
  .regex(/^(0x[\da-f]{1,8}|\d{1,10})$/i)
  .transform(Number);

const ruleSchema = z.looseObject({
  priority: number32,
  not: z.null().optional(),
  src: z.string().default('all'),
  srclen: z.number().optional(),
  dst: z.string().default('all'),
  dstlen: z.number().optional(),
  fwmark: mark.optional(),
  fwmask: mark.optional(),
  iif: linkName.optional(),
  table: table.optional(),
});

type Entry = z.infer<typeof ruleSchema>;

/** Fields that the words cover, or that say nothing about packets. */
const covered = new Set([...Object.keys(ruleSchema.shape), 'iif_detached', 'oif_detached', 'protocol']);

/** Rules for the choice of a routing table. */
export interface ReadRules {
  /** Without the kernel's own three. */
  readonly rules: readonly RoutingRule[];
  /** Those of the kernel's own three that are not there. */
  readonly missingRules: readonly RoutingRule[];
}

/** The rules of both families; without one of them, a gap says why. */
export function readRules(reader: Reader): ReadRules {
  const [ipv4, ipv6] = [
    rulesOf('ipv4', 'ip -j -d rule show', reader),
    rulesOf('ipv6', 'ip -j -d -6 rule show', reader),
  ];
  return {
    rules: [...ipv4.rules, ...ipv6.rules],
    missingRules: [...ipv4.missingRules, ...ipv6.missingRules],
  };
}

function rulesOf(family: Family, command: string, reader: Reader): ReadRules {
  const entries = reader.list('rules', command, ruleSchema);
  if (!entries) return { rules: [], missingRules: [] };
  const all = reader.each('rules', command, entries, (entry) => ruleOf(entry, family));
  const own = kernels(family);
  return {
    rules: all.filter((rule) => !own.some((kernel) => isSame(rule, kernel))),
    missingRules: own.filter((kernel) => !all.some((rule) => isSame(rule, kernel))),
  };
}

/** IPv6 has no table `default`. */
const kernels = (family: Family): RoutingRule[] => [
  { priority: 0, table: 255, family },
  { priority: 32_766, table: 254, family },
  ...(family === 'ipv4' ? [{ priority: 32_767, table: 253, family }] : []),
];

const isSame = (rule: RoutingRule, kernel: RoutingRule) =>
  rule.priority === kernel.priority && rule.table === kernel.table && Object.keys(rule).length === 3;

function ruleOf(entry: Entry, family: Family): RoutingRule {
  const [from, to] = [endOf(entry.src, entry.srclen, family), endOf(entry.dst, entry.dstlen, family)];
  const unknown = Object.keys(entry)
    .filter((key) => !covered.has(key))
    .map((key) => (entry[key] === null ? key : `${key} ${JSON.stringify(entry[key])}`));
  if (entry.table === undefined && unknown.length === 0) throw new NotUnderstood('a rule without a table');
  return {
    priority: entry.priority,
    table: entry.table ?? 0,
    family,
    ...(from && { from }),
    ...(to && { to }),
    ...(entry.fwmark !== undefined && {
      mark: { value: entry.fwmark, mask: entry.fwmask ?? 0xffff_ffff },
    }),
    ...(entry.iif !== undefined && { in: entry.iif }),
    ...(entry.not === null && { not: true }),
    ...(unknown.length > 0 && { unknown: oneLine(unknown.join(' ').slice(0, 300)) }),
  };
}

/** @returns undefined for everything */
function endOf(text: string, length: number | undefined, family: Family): Cidr | undefined {
  if (text === 'all') return undefined;
  const range = rangeOf(length === undefined ? text : `${text}/${length}`, family);
  if (range?.family !== family) throw new NotUnderstood('not a range');
  return range;
}
