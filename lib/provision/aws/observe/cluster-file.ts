import * as z from 'zod';
import { oneLine } from '../../../base/plain-text';
import { TargetError } from '../../../base/target-error';
import { keys } from '../assets';
import type { ClusterFile } from '../cluster-boot';

const line = z.string().min(1).transform(oneLine);

/** The spec is read by parseSpec, as any is. */
const clusterFile = z.object({
  stack: line,
  cni: line,
  mode: line,
  generation: line,
  ttlHours: z.number(),
  spec: z.record(z.string(), z.unknown()),
  connectivity: z.boolean(),
  nodes: z.array(z.object({ name: line, role: line, address: line })).min(1),
});

/**
 * What the deploy says of the cluster in its bucket.
 * @throws TargetError where there is nothing, nothing of use, or another stack
 */
export function clusterFileOf(stack: string, text: string | undefined): ClusterFile {
  if (!text) throw new TargetError(`${stack} has no ${keys.cluster} in its bucket`, 'Finish its deploy');
  const { data: file } = clusterFile.safeParse(json(text));
  if (!file)
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

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
