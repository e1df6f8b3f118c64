import { Cidr, type Family } from '../../net';
import type { Capture } from '../../state/capture';

/** A range in a rule, as iptables-save and nft write it. */
const ranges = /-[sd] ([\da-f.:]+)\/(\d+)|"prefix": ?\{"addr": ?"([\da-f.:]+)", ?"len": ?(\d+)\}/g;
const rulesets = ['iptables-save', 'ip6tables-save', 'nft -j list ruleset'];

/**
 * The pod network as the machines' rules have it, which the API does not say: the narrowest range that all of them name and
 * that holds what was seen of it. Undefined where there is none.
 * @param seen the narrowest range that holds the pods
 */
export function podNetworkIn(captures: readonly Capture[], seen: Cidr): Cidr | undefined {
  const [first, ...others] = captures.map((capture) => rangesOf(capture, seen.family));
  const shared = [...(first ?? [])].filter((text) => others.every((texts) => texts.has(text)));
  const wide = shared.map(Cidr.parse).filter((range) => range.prefix > 0 && range.contains(seen));
  return wide.sort((a, b) => b.prefix - a.prefix)[0];
}

function rangesOf({ outputs }: Capture, family: Family): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of rulesets)
    for (const [, one, prefix, other, length] of (outputs[name]?.stdout ?? '').matchAll(ranges)) {
      const range = parsed(`${one ?? other}/${prefix ?? length}`);
      if (range?.family === family) found.add(`${range}`);
    }
  return found;
}

function parsed(text: string): Cidr | undefined {
  try {
    return Cidr.parse(text);
  } catch {
    return undefined;
  }
}
