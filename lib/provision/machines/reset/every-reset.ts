import { TargetError } from '../../../base/target-error';

/**
 * Waits until all resets have ended, also where one fails: a connection that is closed meanwhile would cut the others off.
 * @throws TargetError with every machine that could not be reset, or what else went wrong
 */
export async function everyReset<T>(resets: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(resets);
  const reasons: unknown[] = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const known = reasons.filter((reason) => reason instanceof TargetError);
  const other = reasons.find((reason) => !(reason instanceof TargetError));
  if (other !== undefined) throw other;
  if (known.length === 1) throw known[0];
  if (known.length > 1) {
    const remedies = new Set(known.map(({ remedy }) => remedy));
    throw new TargetError(known.map(({ message }) => message).join('; '), [...remedies].join('; '));
  }
  return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
