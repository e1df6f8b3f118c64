import { asksForSize, kindOf } from '../../../check';
import type { Datapath } from '../../../datapath';
import { Cidr, isPod } from '../../../net';
import type { Pattern } from '../../diagnosis';
import type { Failure } from '../../failure';

/** Addresses that are named; the others are counted. */
const mostNamed = 3;

/** One address on several pods, or on several nodes. */
export const duplicateAddress: Pattern = (run) =>
  (['pod', 'node'] as const).flatMap((kind) => {
    const { failures, datapath } = run;
    const twice = failures.filter(
      (failure) =>
        isAboutAddress(failure) && others(failure).length > 0 && isPod(failure.from) === (kind === 'pod'),
    );
    if (twice.length === 0) return [];
    const owners = new Map(
      twice.map((failure) => [`${failure.predicted.source}`, [failure.from, ...others(failure)].sort()]),
    );
    const ids = new Set([...owners.values()].flat());
    const explained = failures.filter((failure) =>
      isAboutAddress(failure)
        ? ids.has(failure.from)
        : !asksForSize(failure) && (ids.has(failure.from) || ids.has(failure.to) || kind === 'node'),
    );
    const named = [...owners].slice(0, mostNamed);
    return [
      {
        cause: {
          code: 'duplicate-address' as const,
          kind,
          addresses: named.map(([address, endpoints]) => ({ address, endpoints })),
          more: owners.size - named.length,
          sharedRange: kind === 'pod' && haveOneRange(twice, datapath),
        },
        failures: explained,
      },
    ];
  });

const others = ({ observed, predicted }: Failure) => (observed ?? predicted).alsoOn ?? [];

/** Whether all lie in one range that, as the state says, several nodes have on bridges of their own. */
function haveOneRange(twice: readonly Failure[], datapath: Datapath | undefined): boolean {
  const ranges = new Set(twice.map(({ required }) => required.within));
  const bridges = (datapath?.hosts ?? []).filter(({ role, links }) => {
    const own = links.filter(({ type }) => type === 'bridge').flatMap(({ addresses }) => addresses);
    return (
      role === 'node' && own.some(({ address, prefix }) => ranges.has(`${Cidr.around(address, prefix)}`))
    );
  });
  return ranges.size === 1 && bridges.length > 1;
}

/** Whether a check is about the addresses of one endpoint. */
function isAboutAddress(failure: Failure): boolean {
  return kindOf(failure)?.question === 'addresses' && failure.from === failure.to;
}
