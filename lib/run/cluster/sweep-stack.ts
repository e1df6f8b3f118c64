import type { Leftover } from '../../provision/sweep/leftover';

export type { Leftover } from '../../provision/sweep/leftover';

/**
 * What a deploy of a stack has left that was killed: there by its tags, and not in its state.
 * @throws TargetError where there is no such stack here, or state or cloud cannot be asked
 */
export async function leftByStack(stack: string): Promise<readonly Leftover[]> {
  const { leftoversOfStack } = await import('../../provision/sweep/sweep');
  return leftoversOfStack(stack);
}
