/**
 * The pod network as CNIs cut it that hand out addresses by themselves: blocks of one size. Each node takes as many as its
 * pods need, one after another; nodes take theirs in the order of their shares, so that adding one never moves another's.
 */
import { addressBits, type Cidr, type Family, inFamily, type PerFamily } from '../../net';
import { nodePositions } from '../node-position';
import type { Problem } from '../problem';
import { specFamilies, twinOf } from '../spec-families';
import type { TestbedSpec } from '../testbed-spec';

/** How a CNI cuts the pod network by itself. */
export interface OwnBlocks {
  /** Prefix length of a block. */
  readonly prefix: PerFamily<number>;
  /** Whether a node takes another one when its pods do not fit; else it has one. */
  readonly several: boolean;
}

/** Addresses at the start of a node's first block that no pod of a lab gets: the agents' own devices may have these. */
export const notPods = 2;

/** Addresses of an only block that no pod gets: the agents' two, and the broadcast address. */
const notInOnlyBlock = notPods + 1;

/** How many blocks each node has, in that family. */
export function blocksPerNode({ podsPerNode }: TestbedSpec, blocks: OwnBlocks, family: Family): number {
  if (!blocks.several) return 1;
  const size = 2n ** BigInt(addressBits(family) - inFamily(blocks.prefix, family));
  return Number((BigInt(podsPerNode + notPods) + size - 1n) / size);
}

/** The blocks of the node with that share, in that family. */
export function nodeBlocks(
  spec: TestbedSpec,
  blocks: OwnBlocks,
  family: Family,
  whole: Cidr,
  share: number,
): Cidr[] {
  const count = blocksPerNode(spec, blocks, family);
  return Array.from({ length: count }, (_, i) =>
    whole.slice(inFamily(blocks.prefix, family), share * count + i),
  );
}

/** Everything that asks for more blocks than the pod network has, or for more than a block. */
export function blockCapacityProblems(spec: TestbedSpec, blocks: OwnBlocks): Problem[] {
  return specFamilies(spec).flatMap((family) => [
    ...tooFewBlocks(spec, blocks, family),
    ...tooSmallBlock(spec, blocks, family),
  ]);
}

function tooFewBlocks(spec: TestbedSpec, blocks: OwnBlocks, family: Family): Problem[] {
  const twin = twinOf(family);
  const whole = spec[`podCidr${twin}`];
  const prefix = inFamily(blocks.prefix, family);
  const each = blocksPerNode(spec, blocks, family);
  const nodes = nodePositions(spec).length;
  const total = whole.sliceCount(prefix);
  if (total >= BigInt(nodes * each)) return [];
  return [
    {
      code: 'too-few-blocks',
      field: `podCidr${twin}`,
      value: `"${whole}"`,
      rule: `${nodes} nodes take ${nodes * each} blocks of /${prefix}, and it has ${total}`,
      remedy: `Use a shorter prefix for it, fewer nodes, or ${each > 1 ? 'a lower podsPerNode' : `a longer blockPrefix${twin}`}`,
      restsOn: ['controlPlanes', 'workers', 'podsPerNode', `blockPrefix${twin}`],
    },
  ];
}

function tooSmallBlock(spec: TestbedSpec, { prefix, several }: OwnBlocks, family: Family): Problem[] {
  if (several) return [];
  const twin = twinOf(family);
  const length = inFamily(prefix, family);
  const room = 2n ** BigInt(addressBits(family) - length) - BigInt(notInOnlyBlock);
  if (room >= BigInt(spec.podsPerNode)) return [];
  return [
    {
      code: 'too-small-block',
      field: 'podsPerNode',
      value: `${spec.podsPerNode}`,
      rule: `a node has one block, and a /${length} has room for ${room < 0n ? 0n : room} pods`,
      remedy: `Lower podsPerNode or use a shorter blockPrefix${twin}`,
      restsOn: [`blockPrefix${twin}`, `podPrefix${twin}`],
    },
  ];
}
