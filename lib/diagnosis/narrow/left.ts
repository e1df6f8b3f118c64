/** Who is left to blame: each suspect with what would have to be seen if it were the one. */
import { type Suspect, suspects } from '../suspect';
import type { Signature } from './signature';

type Rule = (seen: Signature) => boolean;

const isNodes = ({ level }: Signature) => level === 'node' || level === 'nodes';
const isWide = ({ level }: Signature) => level === 'crossing' || level === 'zones' || level === 'everywhere';
/** A node's own address, while its pods pass over the same card. */
const isNodesAddress = ({ level, pod }: Signature) => level === 'endpoint' && !pod;
/** Packets of every kind between two hosts share its fate: it knows nothing of TCP and UDP. */
const blind = ({ oneProtocol }: Signature) => !oneProtocol;
/** A tunnel may carry what fails. */
const tunnelled = ({ wrapped, underlay, level, pod }: Signature) =>
  wrapped !== 'none' && !underlay && !(level === 'endpoint' && pod);
/** It hits what the node sends itself as well as what it forwards, and nothing that stays on it. */
const atTunnel: Rule = (seen) => tunnelled(seen) && seen.own && !seen.local && seen.pods !== false;

const rules: Partial<Readonly<Record<Suspect, Rule>>> = {
  firewall: ({ answered }) => !answered,
  route: () => true, // policy rules may ask for a protocol
  bgp: (seen) => blind(seen) && seen.bgp && !seen.local && seen.wrapped !== 'all',
  neighbour: blind,
  'forwarding-entry': (seen) =>
    blind(seen) &&
    !seen.oneFamily &&
    ((tunnelled(seen) && seen.own && seen.pods !== false) || seen.localPods),
  'tunnel-settings': (seen) => blind(seen) && atTunnel(seen) && (isNodes(seen) || isWide(seen)),
  forwarding: (seen) =>
    blind(seen) &&
    !seen.answered &&
    !seen.underlay &&
    !seen.own &&
    seen.pods === true &&
    (isNodes(seen) || isWide(seen)),
  'reverse-path': (seen) => blind(seen) && !seen.ipv6 && !seen.answered && seen.level !== 'exchange', // IPv6 has none
  link: (seen) => {
    if (!blind(seen) || seen.oneFamily || seen.answered || isNodesAddress(seen)) return false;
    if (seen.level === 'endpoint') return seen.local && seen.side === 'both';
    return isNodes(seen) && (seen.underlay || seen.local || atTunnel(seen));
  },
  address: (seen) =>
    blind(seen) &&
    (seen.answered || (!isWide(seen) && (seen.local || seen.underlay || seen.own || seen.pod))),
  mac: (seen) =>
    blind(seen) &&
    !isNodesAddress(seen) &&
    (!seen.oneFamily || seen.pod) &&
    (seen.answered || seen.pod || (!isWide(seen) && (seen.underlay || seen.own))),
  fabric: (seen) => {
    if (seen.local || seen.answered || (seen.level === 'endpoint' && seen.pod)) return false;
    if (seen.oneProtocol && seen.wrapped === 'all') return false; // it sees the tunnel's packets alone
    if (seen.wrapped === 'all' && seen.pods === false && !seen.underlay) return false;
    return seen.underlay || seen.own || seen.wrapped === 'none' || seen.wrapped === undefined;
  },
  listener: ({ level, side, localPasses }) =>
    (level === 'endpoint' && side === 'to' && !localPasses) || level === 'exchange',
  loss: ({ few }) => few,
  masquerade: (seen) => blind(seen) && (seen.onlyToNodes || (seen.own && seen.pods === false)),
  redirect: (seen) => seen.answered || seen.errno === 'ECONNREFUSED',
  policy: (seen) =>
    !seen.answered &&
    !seen.underlay &&
    (seen.pod || (seen.level === 'everywhere' && seen.local && seen.pods === true)),
  agent: (seen) => seen.cluster && blind(seen) && !seen.underlay && !seen.answered && !isNodesAddress(seen),
  'checksum-offload': (seen) => seen.cluster && atTunnel(seen) && (isNodes(seen) || isWide(seen)),
};

/** Who can make a kernel or a router say so; timeouts say nothing. A blackhole route says EINVAL (ip-route(8)). */
const speaking: Readonly<Record<string, readonly Suspect[]>> = {
  ECONNREFUSED: ['firewall', 'address', 'listener', 'policy', 'redirect'],
  ENETUNREACH: ['firewall', 'route'],
  EHOSTUNREACH: ['firewall', 'route', 'neighbour', 'link', 'address', 'mac', 'agent'],
  EINVAL: ['route'],
  EACCES: ['firewall', 'route', 'policy'],
  EPERM: ['firewall', 'route', 'policy'],
};

/** Whether a suspect can have a kernel or a router say so; all can have it say nothing. */
export function canSay(errno: string | undefined, suspect: Suspect): boolean {
  const said = errno === undefined ? undefined : speaking[errno];
  return said === undefined || said.includes(suspect);
}

/** Whom the evidence does not exclude, in the vocabulary's order. */
export function leftToBlame(seen: Signature): Suspect[] {
  return suspects.filter((suspect) => rules[suspect]?.(seen) === true && canSay(seen.errno, suspect));
}
