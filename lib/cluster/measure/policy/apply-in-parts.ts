import { inParts } from '../../../base/lists';

/** Policies that one call makes: each is a request, and an interrupt waits for the call. */
const policiesAtOnce = 200;

/** Makes any number of policies, and shows others in between that the run goes on. */
export async function applyInParts(
  policies: readonly object[],
  apply: (some: readonly object[]) => Promise<void>,
  alive: () => Promise<void>,
): Promise<void> {
  for (const some of inParts(policies, policiesAtOnce)) {
    await apply(some);
    await alive();
  }
}
