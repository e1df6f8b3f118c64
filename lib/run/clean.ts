import { cleanAll } from '../lab/standing/clean';

/**
 * Ends every lab of this user, and removes what has no lab any more and what connections of killed commands left.
 * @returns how many of each
 * @throws TargetError where the folder of what runs cannot be used
 */
export async function cleanLabs(): Promise<{ labs: number; leftovers: number }> {
  const { sweepConnections } = await import('../provision/connect/connection-folder');
  const { labs, leftovers } = await cleanAll();
  return { labs, leftovers: leftovers + sweepConnections() };
}
