/** Resets of several machines at once, of which some fail. */
import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../../lib/base/target-error';
import { everyReset } from '../../../lib/provision/machines/reset/every-reset';

const fails = async (name: string, remedy = 'Restart it') => {
  throw new TargetError(`${name}: a link is left`, remedy);
};

test('what all of them found is returned in their order', async () => {
  expect(await everyReset([setTimeout(20, 'one'), Promise.resolve('two')])).toEqual(['one', 'two']);
});

test('every machine that could not be reset is named, after the others have ended', async () => {
  let ended = false;
  const slow = setTimeout(100).then(() => {
    ended = true;
  });
  const error = await everyReset([fails('worker-1'), slow, fails('worker-2')]).catch((reason) => reason);
  expect(ended).toBe(true);
  expect(error).toBeInstanceOf(TargetError);
  expect(error).toMatchObject({
    message: 'worker-1: a link is left; worker-2: a link is left',
    remedy: 'Restart it',
  });
});

test('one failure is thrown as it is, and what nobody foresaw before all others', async () => {
  await expect(everyReset([fails('worker-1', 'Mend it')])).rejects.toMatchObject({ remedy: 'Mend it' });
  await expect(everyReset([fails('worker-1'), Promise.reject(new RangeError('bug'))])).rejects.toThrow(
    RangeError,
  );
});
