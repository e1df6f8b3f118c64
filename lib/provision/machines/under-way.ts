import { PassingError } from '../exchange/exchange';

/**
 * Says what was under way where a connection ends.
 * @param what such as `its files were put in place`
 * @throws PassingError with it, or whatever else the step throws
 */
export async function underWay<T>(what: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof PassingError)) throw error;
    throw new PassingError(`${error.message}, while ${what}`, `${error.remedy}: it goes on from there`);
  }
}

/** What is under way while a machine is reset. */
export const resetting = 'it was reset, which goes on there';
