import { messageOf } from '../../base/message-of';
import { oneLine } from '../../base/plain-text';
import type { Capture } from '../../state/capture';
import { fileJobName } from '../manifests/file-jobs';
import { type CapturesIn, capturesIn } from '../state/captures-in';
import { unpackCapture } from '../state/unpack-capture';

type Printed = Readonly<Record<string, string>>;

/** The captures of nodes, each with the names of files that a Job of its own listed. @param nodes in the order of their Jobs */
export function capturesWithFiles(printed: Printed, nodes: readonly string[]): CapturesIn {
  const places = new Map(nodes.map((node, index) => [fileJobName(node, index), node]));
  const [listed, others] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(printed).filter(([job]) => places.has(job) === wanted)),
  ) as [Printed, Printed];
  const { captures, notes } = capturesIn({ captures: others }, nodes);
  const files = new Map<string, Capture>();
  const wrong: string[] = [];
  for (const [job, log] of Object.entries(listed)) {
    const node = places.get(job)!;
    try {
      const capture = unpackCapture(log);
      if (capture.host !== node) throw new Error(`it calls itself one of ${capture.host.slice(0, 100)}`);
      files.set(node, capture);
    } catch (error) {
      wrong.push(oneLine(`The list of files of ${node} is not used: ${messageOf(error)}`));
    }
  }
  return {
    captures: captures.map((one) => ({
      ...one,
      outputs: { ...one.outputs, ...files.get(one.host)?.outputs },
    })),
    notes: [...notes, ...wrong],
  };
}
