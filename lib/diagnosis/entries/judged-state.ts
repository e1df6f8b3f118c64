/** States of the machines by which failures are judged, each with the sizes that its own cards would require. */
import { smallest } from '../../base/lists';
import { asksForSize, type CheckResult, Explainer } from '../../check';
import type { Datapath } from '../../datapath';
import { nodeOf } from '../../net';

/** A state. */
export class JudgedState extends Explainer {
  /** @param real the state by whose cards sizes were required, as on clusters. @default they were required by the plan */
  constructor(
    private readonly datapath: Datapath,
    private readonly real?: Datapath,
  ) {
    super(datapath);
  }

  override fails(check: CheckResult): boolean | undefined {
    return super.fails(this.real ? askedBy(this.datapath, this.real, check) : check);
  }

  /** Whether the check fails in it, or chance may make it fail. */
  feels(check: CheckResult): boolean {
    return this.fails(check) === true || this.mayFailByChance(check);
  }
}

/** The check as it would be asked where cards are as in `state`; its own requirement was made by those of `real`. */
function askedBy(state: Datapath, real: Datapath, check: CheckResult): CheckResult {
  if (!asksForSize(check)) return check;
  const nodes = [nodeOf(check.from), nodeOf(check.to)];
  const [there, here] = [smallestCard(state, nodes), smallestCard(real, nodes)];
  if (there === undefined || here === undefined || there === here) return check;
  const { bytes, atMost } = check.required;
  const moved = (size: number | undefined) => size && size + there - here;
  return { ...check, required: { ...check.required, bytes: moved(bytes), atMost: moved(atMost) } };
}

/** MTU of the smallest of the nodes' cards, in bytes: the links that have the nodes' addresses; undefined where one has none. */
function smallestCard({ endpoints, hosts }: Datapath, nodes: readonly string[]): number | undefined {
  const mtus = nodes.map((node) => {
    const addresses = endpoints.flatMap(({ kind, node: at, address }) =>
      kind === 'node' && at === node ? Object.values(address).map(String) : [],
    );
    const links = hosts.find(({ name }) => name === node)?.links ?? [];
    return links.find((link) => link.addresses.some((own) => addresses.includes(`${own.address}`)))?.mtu;
  });
  return mtus.includes(undefined) ? undefined : smallest(mtus.map((mtu) => mtu!));
}
