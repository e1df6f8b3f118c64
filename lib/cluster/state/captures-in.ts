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
  const places = new Map(nodes.map((node, index) => [captureName(node, index), node]));
  const captures: Capture[] = [];
  const notes: string[] = [];
  for (const [job, log] of Object.entries(printed)) {
    try {
      captures.push(ofNode(places.get(job), unpackCapture(log)));
    } catch (error) {
      notes.push(oneLine(`The capture of ${places.get(job) ?? job} is not used: ${messageOf(error)}`));
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
