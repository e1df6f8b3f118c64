/** Blocks that a CNI hands out by itself: how long their prefixes are, and what of a spec does not fit it. */
import { inFamily, perFamily } from '../../net';
import { type OwnBlocks, type Problem, specFamilies, type TestbedSpec, twinOf } from '../../plan';
import type { Cni, CniBlocks } from '../cni';

/** How the pod network is cut where the spec leaves that to the CNI; undefined where it does not, or the CNI cannot. */
export function ownBlocks(spec: TestbedSpec, { blocks }: Cni): OwnBlocks | undefined {
  if (spec.ipam === 'kubernetes' || !blocks) return undefined;
  return { prefix: prefixesOf(spec, blocks), several: blocks.several };
}

function prefixesOf(spec: TestbedSpec, { usual }: CniBlocks): OwnBlocks['prefix'] {
  return perFamily(specFamilies(spec), (family) => {
    const twin = twinOf(family);
    return spec[`blockPrefix${twin}`] ?? usual?.[family] ?? spec[`podPrefix${twin}`];
  });
}

/** Every problem of blocks in the spec. */
export function blockProblems(spec: TestbedSpec, cni: Cni): Problem[] {
  if (spec.ipam === 'kubernetes') return unusedPrefixes(spec);
  const { blocks } = cni;
  if (!blocks) return [noBlocks(spec, cni)];
  return [...(spec.podRoutes ? [routedBlocks] : []), ...prefixProblems(spec, cni.name, blocks)];
}

function unusedPrefixes(spec: TestbedSpec): Problem[] {
  return (['blockPrefix', 'blockPrefixIPv6'] as const).flatMap((field): Problem[] =>
    spec[field] === undefined
      ? []
      : [
          {
            code: 'cni/unused-block-prefix',
            field,
            value: `${spec[field]}`,
            rule: 'nodes have shares of the pod network, whose size is podPrefix, while ipam is kubernetes',
            remedy: 'Leave it out, or set ipam to cni-blocks',
            restsOn: ['ipam'],
          },
        ],
  );
}

function noBlocks({ ipam }: TestbedSpec, { name, noBlocks: why }: Cni): Problem {
  return {
    code: 'cni/no-blocks',
    field: 'ipam',
    value: `"${ipam}"`,
    who: name,
    rule: `hands out no blocks of its own${why === undefined ? '' : `: ${why}`}`,
    remedy: 'Use kubernetes, or another CNI',
    restsOn: ['cni'],
  };
}

const routedBlocks: Problem = {
  code: 'cni/routed-blocks',
  field: 'podRoutes',
  value: 'true',
  rule: 'a router gets its routes before the nodes are there, and which blocks they take is known only then',
  remedy: 'Leave it out, or set ipam to kubernetes',
  restsOn: ['ipam'],
};

function prefixProblems(spec: TestbedSpec, who: string, blocks: CniBlocks): Problem[] {
  const prefixes = prefixesOf(spec, blocks);
  return specFamilies(spec).flatMap((family): Problem[] => {
    const twin = twinOf(family);
    const { from, to } = blocks.prefixes[family];
    const whole = spec[`podCidr${twin}`];
    const most = Math.min(to, whole.prefix + (blocks.mostBits?.[family] ?? to));
    const least = Math.max(from, whole.prefix);
    const prefix = inFamily(prefixes, family);
    if (prefix >= least && prefix <= most) return [];
    return [
      {
        code: 'cni/block-prefix',
        field: `blockPrefix${twin}`,
        value: `${prefix}`,
        who,
        rule:
          most < least
            ? `has no blocks in a /${whole.prefix}`
            : `takes /${least} to /${most} in a /${whole.prefix}`,
        remedy: `Use a prefix within these${most < least ? `, and another podCidr${twin}` : ''}`,
        restsOn: ['ipam', 'cni', `podCidr${twin}`, `podPrefix${twin}`],
      },
    ];
  });
}
