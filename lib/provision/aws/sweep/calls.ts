import { setTimeout } from 'node:timers/promises';
import { type AwsWords, tellAws } from '../reach/ask-aws';
import { AwsError } from '../reach/aws-errors';

/** What AWS says of things that are gone already, or go with another one. */
const gone = /NotFound|NoSuch|CannotDelete|InvalidAssociationID/;
/** What AWS says while others still use it. */
const inUse = /DependencyViolation|DeleteConflict|ResourceInUse|InUse/;

const pauseMs = 5000;
const tries = 48;

/** Does these in order: what is gone already is fine, what is still in use is tried again for four minutes. */
export async function doAll(region: string, steps: readonly AwsWords[]): Promise<void> {
  for (const words of steps) await patiently(() => tellAws(region, words));
}

async function patiently(step: () => Promise<void>): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (gone.test(error.code ?? '')) return;
      if (!inUse.test(error.code ?? '') || left === 0) throw error;
    }
    await setTimeout(pauseMs);
  }
}
