/** What CNIs that do not run have left in a cluster: on its machines, on its Node objects and in its API. */
import type { Node } from 'kubernetes-types/core/v1';
import { named } from '../../base/lists';
import { type Cni, cnis } from '../../cni';
import { type LeftoversReport, leftoversSchemaName, leftoversVerdict } from '../../results';
import { inRemovalOrder, leftOn, type Owner, type Surroundings, seenOf } from '../../state';
import { type Capture, earliest } from '../../state/capture';
import { clusterNode } from '../cluster-node';
import type { ApiRemains } from './api-remains';
import { leftInApi } from './left-objects';

/** What is known of a cluster. */
export interface Remains {
  readonly source: string;
  /** Names of the CNIs that run, those that the testbed does not build too. */
  readonly running: readonly string[];
  readonly captures: readonly Capture[];
  /** Its Node objects. @default they were not read: machines are those that were captured */
  readonly nodes?: readonly Node[];
  /** The rest of its API. @default nothing of it was read */
  readonly api?: ApiRemains;
  readonly notes: readonly string[];
}

/** All that is left, in the order in which it can be removed. @param known CNIs whose leavings are known */
export function clusterLeftovers(remains: Remains, known: readonly Cni[] = cnis): LeftoversReport {
  const { source, running, captures, nodes, api = {}, notes } = remains;
  const others = known.filter(({ name }) => !running.includes(name));
  const around = surroundings(remains, known);
  const seen = captures.map(({ host, outputs }) => seenOf(host, outputs));
  const read = new Set(captures.map(({ host }) => host));
  const machines = (nodes ?? []).filter((node) => clusterNode(node).linux).flatMap(nameOf);
  const left = [
    ...inRemovalOrder(seen.flatMap((one) => leftOn(one, around))),
    ...inRemovalOrder(leftInApi(nodes ?? [], api, others, running.length > 0)),
  ];
  const unasked = [
    ...(nodes ? [] : (['nodes'] as const)),
    ...(api.groups ? [] : (['groups'] as const)),
    ...(api.namespaces ? [] : (['namespaces'] as const)),
  ];
  const found = {
    left,
    hosts: seen.map(({ host: { name }, gaps }) => ({
      name,
      gaps: gaps.map(({ of, command, why, details }) => ({ of, command, why, ...(details && { details }) })),
    })),
    unread: machines.filter((name) => !read.has(name)),
    unasked,
  };
  return {
    schema: leftoversSchemaName,
    source,
    takenAt: earliest(captures),
    verdict: leftoversVerdict(found),
    running,
    ...found,
    notes: [...notes, ...ofNoNode(remains)],
  };
}

const nameOf = ({ metadata }: Node) => (metadata?.name ? [metadata.name] : []);

function surroundings({ running, nodes }: Remains, known: readonly Cni[]): Surroundings {
  const owners = known.flatMap(({ name, traces }): Owner[] => (traces ? [{ name, traces }] : []));
  const builds = new Set(known.map(({ name }) => name));
  return {
    running: owners.filter(({ name }) => running.includes(name)),
    others: owners.filter(({ name }) => !running.includes(name)),
    unknownRuns: running.some((name) => !builds.has(name)),
    ...(nodes && {
      nodes: nodes.map(clusterNode).map(({ address, podCidr }) => ({
        addresses: defined([address.ipv4, address.ipv6]),
        shares: defined([podCidr.ipv4, podCidr.ipv6]),
      })),
    }),
  };
}

const defined = <T>(values: readonly (T | undefined)[]) => values.filter((value) => value !== undefined);

/** Captures of machines that are none of the cluster's nodes. */
function ofNoNode({ captures, nodes }: Remains): string[] {
  if (!nodes) return [];
  const names = new Set(nodes.flatMap(nameOf));
  const others = captures.map(({ host }) => host).filter((host) => !names.has(host));
  return others.length > 0 ? [`Captures of ${named(others)}: no node of the cluster has that name`] : [];
}
