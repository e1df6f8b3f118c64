import { asksForSize, kindOf } from '../../check';
import type { Failure, Pattern } from '../diagnosis';

/** Addresses that are named; the others are counted. */
const mostNamed = 3;

/** One address on several endpoints. */
export const duplicateAddress: Pattern = ({ failures }) => {
  const twice = failures.filter((failure) => isAboutAddress(failure) && others(failure).length > 0);
  if (twice.length === 0) return [];
  const owners = new Map(
    twice.map((failure) => [`${failure.predicted.source}`, [failure.from, ...others(failure)].sort()]),
  );
  const ids = new Set([...owners.values()].flat());
  const explained = failures.filter((failure) =>
    isAboutAddress(failure)
      ? ids.has(failure.from)
      : !asksForSize(failure) && (ids.has(failure.from) || ids.has(failure.to)),
  );
  const named = [...owners].slice(0, mostNamed);
  return [
    {
      cause: {
        code: 'duplicate-address',
        addresses: named.map(([address, endpoints]) => ({ address, endpoints })),
        more: owners.size - named.length,
        sharedRange: new Set(twice.map(({ required }) => required.within)).size === 1,
      },
      failures: explained,
    },
  ];
};

const others = ({ observed, predicted }: Failure) => (observed ?? predicted).alsoOn ?? [];

/** Whether a check is about the addresses of one endpoint. */
function isAboutAddress(failure: Failure): boolean {
  return kindOf(failure)?.question === 'addresses' && failure.from === failure.to;
}
