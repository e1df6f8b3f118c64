import { messageOf } from '../../base/message-of';
import { oneLine } from '../../base/plain-text';
import type { Capture } from '../../state/capture';
import { captureName } from '../manifests/captures';
import type { ClusterObservations } from '../observations';
import { unpackCapture } from './unpack-capture';

/** The captures that observations hold, and what is wrong with others. */
export interface CapturesIn {
  readonly captures: readonly Capture[];
  readonly notes: readonly string[];
}

/** Unpacks what the Jobs printed. Each may speak of its own node alone. @param nodes in the order that the Jobs are numbered in */
export function capturesIn(
  { captures: printed = {} }: Pick<ClusterObservations, 'captures'>,
  nodes: readonly string[],
): CapturesIn {
  return unpacked(printed, new Map(nodes.map((node, index) => [captureName(node, index), node])), 'capture');
}

/** @param places the node of each Job, by the Job's name @param what it prints, for a note */
export function unpacked(
  printed: Readonly<Record<string, string>>,
  places: ReadonlyMap<string, string>,
  what: string,
): CapturesIn {
  const captures: Capture[] = [];
  const notes: string[] = [];
  for (const [job, log] of Object.entries(printed)) {
    try {
      captures.push(ofNode(places.get(job), unpackCapture(log)));
    } catch (error) {
      notes.push(oneLine(`The ${what} of ${places.get(job) ?? job} is not used: ${messageOf(error)}`));
    }
  }
  return { captures, notes };
}

/** @throws Error where it is of another machine */
function ofNode(node: string | undefined, capture: Capture): Capture {
  if (node === undefined) throw new Error('no node that was tested has such a Job');
  if (capture.host === node) return capture;
  throw new Error(`it calls itself one of ${capture.host.slice(0, 100)}`);
}
