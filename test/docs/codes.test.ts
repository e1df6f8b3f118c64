/** Every code that a results file may hold has a row in docs/results.md, and no other. */
import type * as z from 'zod';
import { failureSchema, lackSchema, reasonSchema } from '../../lib/check';
import { dropSchema, unreachedSchema } from '../../lib/datapath';
import type { Cause } from '../../lib/diagnosis/causes/cause';
import { suspects } from '../../lib/diagnosis/suspect';
import type { EntryKind, Gap } from '../../lib/state';
import { page } from './pages';

/** Codes of a union, as its schema has them. */
function codesOf({ options }: { readonly options: readonly z.ZodObject[] }): string[] {
  return options.flatMap(({ shape }) => {
    const { code } = shape as { code: z.ZodLiteral<string> | z.ZodEnum };
    return 'values' in code ? [...code.values] : code.options.map(String);
  });
}

/** Codes in the first column of the table that follows the line. */
function codesBelow(start: string): string[] {
  const { prose } = page('docs/results.md');
  const below = prose.slice(prose.findIndex((line) => line.startsWith(start)));
  const first = below.findIndex((line) => line.startsWith('|'));
  const rows = below.slice(first + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .flatMap((row) => Array.from(row.split('|')[1]?.matchAll(/`([^`]+)`/g) ?? [], ([, code]) => `${code}`));
}

test.each([
  ['`checks[].why`', codesOf(reasonSchema)],
  ['`checks[].observed.failure`', codesOf(failureSchema)],
  ['`checks[].why.lack`', codesOf(lackSchema)],
  ['`checks[].predicted.why`', [...codesOf(unreachedSchema), 'unknown']],
  ['`drop`', codesOf(dropSchema)],
])('the codes of %s', (start, codes) => {
  expect(codes.length).toBeGreaterThan(4);
  expect(codesBelow(start).sort()).toEqual([...codes].sort());
});

/** Every code of a cause: one that is missing here does not compile. */
const causes: Readonly<Record<Cause['code'], true>> = {
  'entry-missing': true,
  'entry-extra': true,
  'entry-other': true,
  'lost-on-the-way': true,
  'node-down': true,
  'link-down': true,
  'duplicate-address': true,
  'address-outside-range': true,
  'source-destination-check': true,
  'tunnel-port-blocked': true,
  'one-way-block': true,
  'policy-drop': true,
  'forward-drop': true,
  filtered: true,
  'forwarding-off': true,
  'gateway-missing': true,
  'route-missing': true,
  'no-pod-routes': true,
  'bgp-session-down': true,
  'blackhole-route': true,
  'route-wrong-node': true,
  'forwarding-entry-missing': true,
  'forwarding-entry-wrong': true,
  'neighbour-stale': true,
  'neighbour-missing': true,
  'overlapping-range': true,
  'proxy-arp-off': true,
  'tunnel-mismatch': true,
  'reverse-path-filter': true,
  'asymmetric-route': true,
  'source-translated': true,
  'node-source-translated': true,
  'egress-not-masqueraded': true,
  'egress-cut-off': true,
  'egress-source-other': true,
  'egress-answered-by-other': true,
  healed: true,
  'packet-loss': true,
  'mtu-black-hole': true,
  'card-mtu': true,
  'underlay-mtu': true,
  'frag-needed-suppressed': true,
  'mtu-too-high': true,
  'mtu-wasteful': true,
  'bridge-netfilter-off': true,
  'hairpin-off': true,
  'outside-mtu': true,
  'tunnel-ends-equal': true,
  'ports-isolated': true,
  'service-without-endpoints': true,
  'node-port-blocked': true,
  'control-port-blocked': true,
  'as-predicted': true,
  'address-missing': true,
  'not-reported': true,
  narrowed: true,
  'shares-equal': true,
  'shares-missing': true,
  'announced-equal': true,
  'announced-other': true,
  'node-share': true,
  'cluster-dns': true,
  'dns-slow': true,
  'dns-losing': true,
  'service-hairpin': true,
  'service-own-node': true,
  'service-from-nodes': true,
  'node-port-elsewhere': true,
  'service-balancing': true,
  'api-server-by-service': true,
  'api-server-unreached': true,
  'kubelet-unreached': true,
  'policy-not-enforced': true,
  'policy-too-strict': true,
  'policy-own-node': true,
  'policy-admin-tier': true,
  'policy-baseline-tier': true,
  'service-range-missing': true,
  'service-range-overlaps': true,
  'policy-other-node': true,
  'metadata-open': true,
};

test('the codes of `diagnoses[].code`', () => {
  expect(codesBelow('`diagnoses[].code`').sort()).toEqual(Object.keys(causes).sort());
});

/** Likewise of what differs, and of what was not read. */
const kinds: Readonly<Record<EntryKind, true>> = {
  link: true,
  setting: true,
  address: true,
  route: true,
  'policy-rule': true,
  neighbour: true,
  forwarding: true,
  netfilter: true,
  sysctl: true,
};
const gaps: Readonly<Record<Gap['why'], true>> = {
  'not-captured': true,
  'not-installed': true,
  'not-permitted': true,
  'no-json': true,
  'not-understood': true,
  failed: true,
  'too-large': true,
};

test.each([
  ['`state.diff[].kind`', kinds],
  ['`state.hosts[].gaps[].why`', gaps],
])('the codes of %s', (start, codes) => {
  expect(codesBelow(start).sort()).toEqual(Object.keys(codes).sort());
});

test('the codes of `diagnoses[].suspects[].code`', () => {
  expect(codesBelow('`diagnoses[].suspects[].code`').sort()).toEqual([...suspects].sort());
});
