/** The commands that make a host's real state as it was computed, for one difference. */
import {
  addressWords,
  forwardingWords,
  type Host,
  metricOf,
  neighbourWords,
  type Route,
  routeWords,
} from '../../datapath';
import type { Difference, DifferenceOf, EntryKind } from '../diff/difference';
import { policyRuleWords } from '../diff/policy-rule-words';
import { follows } from '../effect/follows';
import type { HostCommand } from './command';
import { madeAnew } from './made-anew';
import { netfilterCommands } from './netfilter-commands';
import { settingCommands } from './setting-commands';

type Words = readonly string[];
type Mend<Kind extends EntryKind> = (difference: DifferenceOf<Kind>, computed: Host) => readonly Words[];

/** Takes away what is there and should not be, and sets what should be. */
function exchanged<E>(
  { computed, real }: { readonly computed?: E; readonly real?: E },
  words: (to: 'del' | 'add', entry: E) => Words,
): Words[] {
  return [...(real ? [words('del', real)] : []), ...(computed ? [words('add', computed)] : [])];
}

const mends: { readonly [Kind in EntryKind]: Mend<Kind> } = {
  link: ({ computed, real }, host) =>
    computed ? madeAnew(host, computed, real) : [['ip', 'link', 'del', 'dev', real!.name]],
  setting: settingCommands,
  address: (difference) =>
    exchanged(difference, (to, { link, ...entry }) => ['ip', 'addr', to, ...addressWords(entry, link)]),
  route: ({ computed, real }) => {
    if (computed && real && sameMetric(computed, real))
      return [['ip', 'route', 'replace', ...routeWords(computed)]];
    return [
      ...(real ? [['ip', 'route', 'del', ...routeWords(real)]] : []),
      ...(computed ? [['ip', 'route', 'add', ...routeWords(computed)]] : []),
    ];
  },
  'policy-rule': (difference) =>
    exchanged(difference, (to, rule) => {
      const family = rule.family === 'ipv6' ? ['-6'] : [];
      return ['ip', ...family, 'rule', to, ...policyRuleWords(rule)];
    }),
  neighbour: ({ computed, real }) => [
    computed
      ? ['ip', 'neigh', 'replace', ...neighbourWords(computed)]
      : ['ip', 'neigh', 'del', `${real!.address}`, 'dev', real!.link],
  ],
  forwarding: ({ computed, real }) => [
    ...(real ? [['bridge', 'fdb', 'del', ...forwardingWords(real).slice(0, -1)]] : []),
    ...(computed ? [['bridge', 'fdb', 'append', ...forwardingWords(computed)]] : []),
  ],
  netfilter: netfilterCommands,
  sysctl: ({ computed, real }, host) => [
    ['sysctl', '-w', `${sysctlName((computed ?? real)!.path)}=${valueIn(computed?.value, host)}`],
  ],
};

/**
 * In the order in which they are to be run.
 * @param all differences of the host: what went with an address comes back with it
 */
export function mend(difference: Difference, computed: Host, all: readonly Difference[] = []): HostCommand[] {
  const words = (mends[difference.kind] as Mend<EntryKind>)(difference as never, computed);
  const own = words.map((command) => ({ host: difference.host, command }));
  if (difference.kind !== 'address') return own; // a device's own commands bring back what hangs on it
  const off = all.filter((one) => disables(one, difference));
  const lost = all.filter((one) => follows(one, difference));
  const commands = (some: readonly Difference[]) => some.flatMap((one) => mend(one, computed));
  return [...commands(off), ...own, ...commands(lost)];
}

/** Whether it is what keeps the host from having addresses of that family. */
function disables({ host, kind, key }: Difference, address: DifferenceOf<'address'>): boolean {
  return (
    host === address.host &&
    kind === 'sysctl' &&
    key.endsWith('/disable_ipv6') &&
    address.computed?.address.family === 'ipv6'
  );
}

const sameMetric = (a: Route, b: Route) =>
  metricOf(a, a.destination.family) === metricOf(b, b.destination.family);

/** A setting that is computed to be as a wider one is has that one's value. */
function valueIn(value: string | undefined, { sysctls }: Host): string {
  const wider = value === undefined ? undefined : /^as (.+)$/.exec(value)?.[1];
  return (wider === undefined ? value : sysctls[wider]) ?? '0';
}

/** As sysctl(8) has it: dots between the parts, and slashes where a name has dots. */
function sysctlName(path: string): string {
  return ['net', ...path.split('/')].map((part) => part.replaceAll('.', '/')).join('.');
}
