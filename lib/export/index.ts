/** Fabrics that take a plan, where no machine of ours can run their plug-ins. The list is the only place for a new one. */
import { type Problem, withoutExternal } from '../plan';
import type { PlannedTestbed } from '../testbed';
import { aci } from './aci';
import { ccf } from './ccf';
import type { FabricExport, PreparedExport } from './export';
import { cardUses } from './further-cards';
import { nsxT } from './nsx-t';
import type { GivenOptions } from './options';
import { refusedExport } from './refused-export';

/** All of them. */
export const fabricExports: readonly FabricExport[] = [aci, nsxT, ccf];

/** The export of a plan, with what is wrong of any. */
export function preparedExport(
  wanted: FabricExport,
  cluster: PlannedTestbed,
  given: GivenOptions,
): PreparedExport {
  if (!cluster.plan.families.includes('ipv4') && !wanted.ipv6Alone)
    return refusedExport([ipv6Alone(wanted)], []);
  if (cluster.spec.ipam !== 'kubernetes') return refusedExport([ownBlocks(cluster, wanted)], []);
  const external = externalAddresses(cluster, wanted);
  if (external.length > 0) return refusedExport(external, []);
  const prepared = wanted.prepare(cluster, given);
  return cluster.choice.mode.podCidrAllocation === 'shared'
    ? { ...prepared, problems: [noShares(cluster)] }
    : { ...prepared, ranges: [...prepared.ranges, ...cardUses(cluster.plan)] };
}

function noShares({ spec }: PlannedTestbed): Problem {
  return {
    code: 'export/no-shares',
    field: 'cni',
    value: `"${spec.cni}"`,
    rule: 'without a CNI all nodes have the same share of the pod network, and no fabric can tell their pods apart',
    remedy: 'Name a CNI: the shares follow from it also where the fabric has its own',
  };
}

function ownBlocks({ spec }: PlannedTestbed, { title }: FabricExport): Problem {
  return {
    code: 'export/own-blocks',
    field: 'ipam',
    value: `"${spec.ipam}"`,
    rule: `${title} takes the plan's shares of the pod network, and with blocks of the CNI's own there are none`,
    remedy: 'Use kubernetes for this export',
  };
}

function externalAddresses({ spec }: PlannedTestbed, { title }: FabricExport): Problem[] {
  return withoutExternal(spec, {
    code: 'export/external-address',
    rule: `${title} connects nodes by their own addresses, and a NAT in front of some is none of the fabric's`,
    remedy: 'Leave it out of this export',
  });
}

function ipv6Alone({ title }: FabricExport): Problem {
  return {
    code: 'export/ipv6-alone',
    field: 'ipFamily',
    value: '"ipv6"',
    rule: `nothing that was read says that ${title} takes a cluster without IPv4`,
    remedy: 'Use dual or ipv4',
  };
}

export type { FabricExport, PreparedExport, RangeUse } from './export';
export { type ExportOption, type GivenOptions, readOptions } from './options';
export { placeholdersIn } from './placeholder';
