import * as z from 'zod';
import { groupBy } from '../../../base/lists';
import { NotUnderstood, type Reader } from '../answers/reader';
import { kindOf } from './expression';
import { type ShownSet, setSchema } from './sets';
import { namePattern } from './verdict';

const command = 'nft -j list ruleset';

const name = z.string().regex(namePattern, 'not a name');
const place = { family: z.enum(['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev']), table: name };

const tableSchema = z.object({ family: place.family, name, flags: z.unknown().optional() });
const chainSchema = z.object({
  ...place,
  name,
  type: z.string().optional(),
  hook: z.string().optional(),
  prio: z.number().int().optional(),
  policy: z.enum(['accept', 'drop']).optional(),
});
const ruleSchema = z.object({
  ...place,
  chain: name,
  handle: z.number().int().optional(),
  comment: z.string().max(1000).optional(),
  expr: z.array(z.unknown()),
});
/** What of a rule says where it is, be the rest understood or not. */
const brokenRuleSchema = ruleSchema.pick({ family: true, table: true, chain: true });

/** A chain as nft shows it. */
export type ShownChain = z.infer<typeof chainSchema>;
/** A rule as nft shows it, with its place. */
export type PlacedRule = z.infer<typeof ruleSchema>;

/** One table of nft. */
export interface NftTable {
  readonly family: ShownChain['family'];
  readonly name: string;
  /** Whether its chains are called by no hook. */
  readonly dormant: boolean;
  readonly chains: readonly ShownChain[];
  readonly rules: readonly PlacedRule[];
  readonly sets: readonly ShownSet[];
  readonly maps: readonly ShownSet[];
}

/** Kinds of objects that hold no rules. */
const others = new Set([
  'metainfo',
  'element',
  'flowtable',
  'counter',
  'quota',
  'limit',
  'ct helper',
  'ct timeout',
  'ct expectation',
  'synproxy',
  'secmark',
  'tunnel',
]);

/** The tables of a namespace; undefined where they are not known. A gap names each object that is not understood. */
export function readTables(reader: Reader): NftTable[] | undefined {
  const answer = reader.json('nft', command);
  if (answer === undefined) return undefined;
  const { success, data } = z.object({ nftables: z.array(z.unknown()) }).safeParse(answer);
  if (!success)
    return reader.gap({ of: 'nft', command, why: 'not-understood', details: 'the answer is no ruleset' });
  const objects = groupBy(kinds(data.nftables, reader), ([kind]) => kind);
  const ofKind = (kind: string) => (objects.get(kind) ?? []).map(([, content]) => content);
  const tables = reader.entries('nft', command, tableSchema, ofKind('table'));
  const chains = groupBy(reader.entries('nft', command, chainSchema, ofKind('chain')), tableOf);
  const rules = groupBy(
    ofKind('rule').flatMap((rule) => ruleOf(rule, reader)),
    tableOf,
  );
  const sets = groupBy(reader.entries('sets', command, setSchema, ofKind('set')), tableOf);
  const maps = groupBy(reader.entries('sets', command, setSchema, ofKind('map')), tableOf);
  return tables.map(({ family, name, flags }) => {
    const key = tableOf({ family, table: name });
    return {
      family,
      name,
      dormant: [flags].flat().includes('dormant'),
      chains: chains.get(key) ?? [],
      rules: rules.get(key) ?? [],
      sets: sets.get(key) ?? [],
      maps: maps.get(key) ?? [],
    };
  });
}

/** Names of all tables with their families, `arp name`, whatever is in them. */
export function tablesSeen(reader: Reader): string[] {
  return (readTables(reader) ?? []).map(({ family, name }) => `${family} ${name}`);
}

const tableOf = ({ family, table }: { readonly family: string; readonly table: string }) =>
  `${family} ${table}`;

function kinds(objects: readonly unknown[], reader: Reader) {
  return reader
    .each('nft', command, objects, (object) => {
      const found = kindOf(object);
      if (!found || !(others.has(found[0]) || ['table', 'chain', 'rule', 'set', 'map'].includes(found[0])))
        throw new NotUnderstood('an object of an unknown kind');
      return found;
    })
    .filter(([kind]) => !others.has(kind));
}

/** A rule that is not understood keeps its place: nobody may take it not to be there. */
function ruleOf(shown: unknown, reader: Reader): PlacedRule[] {
  const [rule] = reader.entries('nft', command, ruleSchema, [shown]);
  if (rule) return [rule];
  const { success, data } = brokenRuleSchema.safeParse(shown);
  return success ? [{ ...data, expr: ['a rule that is not understood'] }] : [];
}
