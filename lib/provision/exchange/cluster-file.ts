import * as z from 'zod';
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { parsedJson } from './json';
import { keys } from './keys';

const line = z.string().min(1).transform(oneLine);

const node = z.object({ name: line, role: line, address: line });

const clusterFile = z.object({
  stack: line,
  cni: line,
  mode: line,
  /** Digest of all that the machines are made of: what machines of another generation said does not count. */
  generation: line,
  /** @default the machines have no time to live */
  ttlHours: z.number().optional(),
  /** The whole spec, defaults included: what was deployed, whatever the files say by now. parseRecordedSpec reads it. */
  spec: z.record(z.string(), z.unknown()),
  /** Whether observations of connectivity Jobs are to be expected. */
  connectivity: z.boolean(),
  /** The first is the first control plane. */
  nodes: z.tuple([node], node),
});

/** What `testbed status` must know of a deployed cluster; the object at keys.cluster. */
export type ClusterFile = Readonly<z.output<typeof clusterFile>>;

/**
 * What the deploy says of the cluster in the stack's exchange.
 * @throws TargetError where there is nothing, nothing of use, or another stack
 */
export function readClusterFile(stack: string, text: string | undefined): ClusterFile {
  if (!text) throw new TargetError(`${stack} has no ${keys.cluster} in its exchange`, 'Finish its deploy');
  const { data: file } = clusterFile.safeParse(parsedJson(text));
  if (!file)
    throw new TargetError(
      `${keys.cluster} in the exchange of ${stack} is not what this version writes`,
      'Use the version that deployed it, or deploy it again',
    );
  if (file.stack !== stack)
    throw new TargetError(
      `the exchange is ${file.stack}'s, not ${stack}'s`,
      'See what the variables TESTBED_… name, or ask for the other stack',
    );
  return file;
}
