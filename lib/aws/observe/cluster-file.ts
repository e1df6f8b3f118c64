import { TargetError } from '../../target-error';
import { keys } from '../assets';
import type { ClusterFile } from '../cluster-boot';

/**
 * What the deploy says of the cluster in its bucket.
 * @throws TargetError where there is nothing, nothing of use, or another stack
 */
export function clusterFileOf(stack: string, text: string | undefined): ClusterFile {
  if (!text) throw new TargetError(`${stack} has no ${keys.cluster} in its bucket`, 'Finish its deploy');
  const file = parsed(text);
  if (!Array.isArray(file?.nodes) || !file.generation || !file.spec)
    throw new TargetError(
      `${keys.cluster} in the bucket of ${stack} is not what this version writes`,
      'Use the version that deployed it, or deploy it again',
    );
  if (file.stack !== stack)
    throw new TargetError(
      `the bucket is ${file.stack}'s, not ${stack}'s`,
      'See what TESTBED_BUCKET names, or ask for the other stack',
    );
  return file as ClusterFile;
}

function parsed(text: string): Partial<ClusterFile> | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
