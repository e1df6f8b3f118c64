/** What a machine can have of a testbed, and what is said of the rest. */

import { existsSync } from 'node:fs';
import { MissingFeatureError, TargetError } from '../../base/target-error';
import type { Feature } from '../../cni';
import type { Datapath, Host } from '../../datapath';
import { proxyMode, type Testbed } from '../../testbed';
import type { AgentClient } from '../agent/agent-client';
import { featureFacts, type MissingFeature } from './features';
import { withKnownNeighbours } from './known-neighbours';
import { learnedNeighbours, neighbourRoom } from './neighbour-table';

/**
 * What a lab is without: translation of addresses, br_netfilter, a routing daemon whose routes are programmed directly, or learning of neighbours, which
 * are programmed too.
 */
type Omission = 'nat' | 'bird' | 'bridge-netfilter' | 'neighbour-learning';

/** The testbed as this machine can have it. @throws TargetError where the mode itself cannot be had */
export async function fitted(
  wanted: Testbed,
  agent: AgentClient,
): Promise<{ testbed: Testbed; omitted: Omission[] }> {
  const { features, optional = [] } = wanted.choice.mode;
  const { hosts } = wanted.datapath;
  const filters = hosts.some((host) => host.filters.length > 0) || breaksNat(wanted);
  const rules = filters || wanted.plan.nodes.some(({ externalAddress }) => externalAddress); // which no packet gets past without
  const translates = rules || hosts.some((host) => host.nat.length > 0 || host.services);
  const asked: Feature[] = [...features, ...optional, ...(translates ? (['nft'] as const) : [])];
  const missing = await agent.ask({ do: 'features', features: asked });
  const needed = missing.filter(({ feature }) => features.includes(feature) || (rules && feature === 'nft'));
  if (needed.length > 0) throw missingError(wanted, needed);
  const lacks = (feature: Feature) => missing.some((entry) => entry.feature === feature);
  const omitted: Omission[] = [
    ...(lacks('nft') ? (['nat'] as const) : []),
    ...(lacks('bird') ? (['bird'] as const) : []),
    ...(missesBridgeNetfilter(wanted) ? (['bridge-netfilter'] as const) : []),
    ...(learnsTooMany(wanted) ? (['neighbour-learning'] as const) : []),
  ];
  return { testbed: without(wanted, omitted), omitted };
}

/** @throws TargetError where a fault is to be seen, which may be one that only learning shows */
function learnsTooMany({ datapath, fault }: Testbed): boolean {
  const [needed, room] = [learnedNeighbours(datapath), neighbourRoom()];
  if (needed <= room) return false;
  if (!fault) return true;
  throw new TargetError(
    `a lab of this size has the kernel learn up to ${needed} neighbours, and its tables leave room for ${room} (three quarters of sysctl net.ipv4.neigh.default.gc_thresh3, the rest is for others); without learning, faults look different`,
    'Break a smaller lab; or, as root of the machine, raise gc_thresh3 of IPv4 and IPv6',
  );
}

/** Whether a fault has edited rules of address translation: without them there would be nothing to find. */
function breaksNat({ datapath, fault }: Testbed): boolean {
  if (!fault) return false;
  const meant = new Map(fault.intended.hosts.map(({ name, nat }) => [name, nat]));
  return datapath.hosts.some(({ name, nat }) => nat !== meant.get(name));
}

function missingError({ cni, choice }: Testbed, missing: readonly MissingFeature[]): MissingFeatureError {
  const lacks = missing.map(({ feature, reason }) => `${featureFacts[feature].what} (${reason})`);
  const remedies = missing.map(({ feature }) => featureFacts[feature].remedy);
  const lack = `this machine lacks ${lacks.join(' and ')}`;
  return new MissingFeatureError(
    `${cni.name} ${choice.mode.name} cannot be realised here, ${lack}`,
    `Get ${remedies.join(' and ')}; or let \`testbed lab --predict-only\` predict it, which builds nothing`,
    lack,
  );
}

/** The testbed without what a machine cannot have, in the intended state and in the real one. */
export function without(testbed: Testbed, omitted: readonly string[]): Testbed {
  const edits = [
    ...(omitted.includes('nat') ? [withoutNat] : []),
    ...(omitted.includes('bridge-netfilter') ? [withoutBridgeNetfilter] : []),
    ...(omitted.includes('neighbour-learning') ? [withKnownNeighbours] : []),
  ];
  const { datapath, fault } = testbed;
  const edited = (state: Datapath) => edits.reduce((sum, edit) => edit(sum), state);
  return {
    ...testbed,
    datapath: edited(datapath),
    ...(fault ? { fault: { ...fault, intended: edited(fault.intended) } } : {}),
  };
}

/** Left out of what is realised and of what is walked alike, so that the prediction stays true. */
export function withoutNat(datapath: Datapath): Datapath {
  return { ...datapath, hosts: datapath.hosts.map((host) => ({ ...host, nat: [], services: undefined })) };
}

/** The kernel without br_netfilter has no such settings, and bridges ask no rules of IP. */
function withoutBridgeNetfilter(datapath: Datapath): Datapath {
  const without = (host: Host): Host => {
    const kept = Object.entries(host.sysctls).filter(([path]) => !path.startsWith(bridgeSettings));
    return { ...host, sysctls: Object.fromEntries(kept) };
  };
  return { ...datapath, hosts: datapath.hosts.map(without) };
}

/** Whether pods are on bridges that IP's rules are to see, and the kernel has nothing for that. */
function missesBridgeNetfilter({ datapath }: Testbed): boolean {
  const bridged = datapath.hosts.some(
    ({ role, links }) => role === 'node' && links.some(({ type }) => type === 'bridge'),
  );
  return bridged && !existsSync(`/proc/sys/net/${bridgeSettings}`);
}

const bridgeSettings = 'bridge/';

/** What a lab leaves out or replaces, in sentences for reports. */
export function notesOf({ datapath, ...wanted }: Testbed, omitted: readonly string[]): string[] {
  const { cni, choice } = wanted;
  const standIn = cni.standIn?.(choice);
  return [
    ...(standIn ? [standIn] : []),
    ...(datapath.services && proxyMode(wanted) === 'disabled'
      ? ["kube-proxy's nftables rules stand in for the eBPF programs that translate Services"]
      : []),
    ...(omitted.includes('nat')
      ? [
          `NAT is not realised: nft is missing (get ${featureFacts.nft.remedy}). Source addresses are those of a cluster without masquerading, and Services are not asked`,
        ]
      : []),
    ...(omitted.includes('bird')
      ? [
          `BGP is not run: bird is missing (get ${featureFacts.bird.remedy}). Its routes are programmed directly`,
        ]
      : []),
    ...(omitted.includes('bridge-netfilter')
      ? [
          'br_netfilter is not in this kernel (as root: modprobe br_netfilter): Services that answer from the same bridge are not asked',
        ]
      : []),
    ...(omitted.includes('neighbour-learning')
      ? [
          'Pods and nodes do not learn one another by ARP and ND here: the kernel has room for few entries (sysctl net.ipv4.neigh.default.gc_thresh3), so they are programmed',
        ]
      : []),
  ];
}
