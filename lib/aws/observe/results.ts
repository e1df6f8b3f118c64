import { TargetError } from '../../target-error';
import { keys } from '../assets';
import type { ClusterFile } from '../cluster-boot';
import { BucketReader } from './bucket-reader';
import type { StackAccess } from './stack-access';
import { type StackStatus, statusWatch } from './status';

/** What the connectivity Jobs of a stack saw, not judged yet. */
export interface FetchedResults {
  readonly cluster: ClusterFile;
  /** The file that the Jobs' collection script wrote; its form is that script's affair (see Connectivity). */
  readonly observations: unknown;
}

/**
 * Fetches the observations of a deployed stack. Judging them is `lib/check`'s part.
 * @throws TargetError where there are none, with the reason: no Jobs, not finished yet, failed, or unreadable
 */
export async function fetchResults(access: StackAccess): Promise<FetchedResults> {
  const reader = new BucketReader(access);
  try {
    const status = await statusWatch(reader, access.stack)();
    refuseUnfinished(access, status);
    const text = await reader.read(keys.observations);
    if (text === undefined)
      throw new TargetError(`${access.stack} has no ${keys.observations}`, 'Ask for its status');
    return { cluster: status.cluster, observations: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TargetError(
      `${keys.observations} of ${access.stack} holds no JSON: ${error.message}`,
      'Read the log of its first control plane',
    );
  } finally {
    await reader.close();
  }
}

function refuseUnfinished(
  { stack, bucket }: StackAccess,
  { cluster, state, connectivity }: StackStatus,
): void {
  if (!connectivity)
    throw new TargetError(
      `${stack} was deployed without connectivity Jobs`,
      'Deploy it with them, or test it with --target kubernetes',
    );
  if (state !== 'ready')
    throw new TargetError(`${stack} is not Ready`, `Ask for its status: testbed status ${stack}`);
  if (connectivity.state === 'failed')
    throw new TargetError(
      `the connectivity Jobs of ${stack} could not run: ${connectivity.message || connectivity.stage}`,
      `The log is s3://${bucket}/${keys.log(cluster.nodes[0]!.name)}`,
    );
  if (connectivity.state !== 'done')
    throw new TargetError(`the connectivity Jobs of ${stack} are not finished`, 'Try again in a few minutes');
}
