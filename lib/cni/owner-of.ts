import { type Difference, isRuleOf } from '../state';
import type { Cni } from './cni';

/** The name of the CNI whose entry it is, where that is not the one that runs; undefined where nobody's name is on it. */
export function ownerOf(
  cnis: readonly Cni[],
  running: string,
): (difference: Difference) => string | undefined {
  const others = cnis.filter(({ name, traces }) => name !== running && traces);
  return (difference) => others.find((cni) => isOf(cni, difference))?.name;
}

function isOf({ traces }: Cni, { kind, real }: Difference): boolean {
  if (!traces || !real) return false;
  switch (kind) {
    case 'link':
      return traces.links.test(real.name);
    case 'address':
    case 'neighbour':
    case 'forwarding':
    case 'setting':
      return traces.links.test(real.link);
    case 'route':
      return traces.links.test(real.link ?? '') || (traces.protocols?.includes(real.protocol ?? '') ?? false);
    case 'netfilter':
      return isRuleOf(traces.netfilter, real);
    default:
      return false;
  }
}
