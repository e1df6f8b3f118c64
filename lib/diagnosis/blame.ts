/** Who is to blame by a cause, and where: the same for every cause, whatever its details are. */
import type { Cause } from './causes/cause';
import type { EntryCause } from './causes/entry-cause';
import type { LostCause } from './causes/lost-cause';
import type { Diagnosis } from './diagnosis';
import { type Evidence, lacksAgents } from './evidence';
import { suspectText } from './narrow/suspect-text';
import { namesOf } from './scope/place';
import type { Suspect } from './suspect';

type Narrowed = Extract<Cause, { readonly suspects: readonly Suspect[] }>;

/** The suspect that each named cause is about. */
const named: Readonly<
  Record<
    Exclude<Cause['code'], Narrowed['code'] | EntryCause['code'] | LostCause['code']>,
    Suspect | undefined
  >
> = {
  'node-down': 'link',
  'link-down': 'link',
  'duplicate-address': 'address',
  'address-outside-range': 'address',
  'source-destination-check': 'fabric',
  'ports-isolated': 'fabric',
  'tunnel-port-blocked': 'firewall',
  'one-way-block': 'firewall',
  'policy-drop': 'policy',
  'forward-drop': 'firewall',
  filtered: 'firewall',
  'forwarding-off': 'forwarding',
  'gateway-missing': 'address',
  'route-missing': 'route',
  'no-pod-routes': 'route',
  'bgp-session-down': 'bgp',
  'blackhole-route': 'route',
  'route-wrong-node': 'route',
  'forwarding-entry-wrong': 'forwarding-entry',
  'forwarding-entry-missing': 'forwarding-entry',
  'neighbour-stale': 'neighbour',
  'neighbour-missing': 'neighbour',
  'overlapping-range': 'address',
  'proxy-arp-off': 'neighbour',
  'tunnel-mismatch': 'tunnel-settings',
  'reverse-path-filter': 'reverse-path',
  'asymmetric-route': 'route',
  'source-translated': 'masquerade',
  'node-source-translated': 'masquerade',
  'egress-not-masqueraded': 'masquerade',
  'card-mtu': 'mtu',
  'underlay-mtu': 'mtu',
  'outside-mtu': 'fabric',
  'frag-needed-suppressed': 'firewall',
  'mtu-too-high': 'mtu',
  'mtu-wasteful': 'mtu',
  'bridge-netfilter-off': 'bridge-netfilter',
  'hairpin-off': 'hairpin',
  'service-without-endpoints': 'service-proxy',
  'node-port-blocked': 'firewall',
  'control-port-blocked': 'firewall',
  'dns-slow': 'dns',
  'as-predicted': undefined,
  'not-reported': undefined,
  'shares-equal': 'address',
  'shares-missing': 'address',
  'announced-equal': 'address',
  'tunnel-ends-equal': 'address',
  'announced-other': 'address',
};

/** One suspect where the cause is named; else those that are left, each with what shows whether it is the one. */
export function suspectsOf(cause: Cause, evidence?: Evidence): NonNullable<Diagnosis['suspects']> {
  if ('suspects' in cause) {
    return likeliestFirst(cause.suspects, evidence).map((code) =>
      isNarrowed(cause) ? { code, ...suspectText(code, { cause, evidence }) } : { code },
    );
  }
  const code = 'part' in cause ? cause.part : named[cause.code];
  return code ? [{ code }] : [];
}

/** An agent that is known not to be ready is looked at before all that it would have programmed. */
function likeliestFirst(suspects: readonly Suspect[], evidence?: Evidence): readonly Suspect[] {
  if (!suspects.includes('agent') || !lacksAgents(evidence?.agents)) return suspects;
  return ['agent', ...suspects.filter((one) => one !== 'agent')];
}

/** Names of nodes and ids of pods where it is; empty where it is no one place. */
export function placesOf(cause: Cause): string[] {
  if (cause.code === 'lost-on-the-way')
    return [cause.after.host, ...(cause.before ? [cause.before.host] : [])];
  if ('part' in cause) return [...cause.where];
  if ('scope' in cause) return namesOf(cause.scope.place);
  if ('place' in cause && cause.place) return namesOf(cause.place);
  if (cause.code === 'duplicate-address') return cause.addresses.flatMap(({ endpoints }) => endpoints);
  if (cause.code === 'route-wrong-node') return [...cause.round];
  if (cause.code === 'bgp-session-down') return [cause.host, cause.peer];
  if ('where' in cause && !('mac' in cause)) return [cause.where];
  if ('host' in cause) return [cause.host];
  if (cause.code === 'egress-cut-off' && cause.pod) return [cause.pod, ...cause.nodes];
  if (cause.code === 'dns-losing') return cause.rules?.map(({ where }) => where) ?? [];
  if (isOfNodes(cause)) return [...cause.nodes];
  if ('node' in cause) return [cause.node];
  if (cause.code === 'address-outside-range') return [...cause.endpoints];
  if ('endpoint' in cause) return [cause.endpoint];
  return [];
}

/** Whether it names its nodes in a list. */
const isOfNodes = (cause: Cause): cause is Extract<Cause, { readonly nodes: readonly string[] }> =>
  'nodes' in cause;

/** Whether several are left to blame. */
export const isNarrowed = (cause: Cause): cause is Narrowed =>
  'suspects' in cause && cause.suspects.length > 1;
