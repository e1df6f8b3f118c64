import { fileJobName } from '../manifests/file-jobs';
import { type CapturesIn, capturesIn, unpacked } from '../state/captures-in';

type Printed = Readonly<Record<string, string>>;

/** The captures of nodes, each with the names of files that a Job of its own listed. @param nodes in the order of their Jobs */
export function capturesWithFiles(printed: Printed, nodes: readonly string[]): CapturesIn {
  const places = new Map(nodes.map((node, index) => [fileJobName(node, index), node]));
  const [listed, others] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(printed).filter(([job]) => places.has(job) === wanted)),
  ) as [Printed, Printed];
  const { captures, notes } = capturesIn({ captures: others }, nodes);
  const lists = unpacked(listed, places, 'list of files');
  const files = new Map(lists.captures.map((one) => [one.host, one.outputs]));
  return {
    captures: captures.map((one) => ({
      ...one,
      outputs: { ...one.outputs, ...files.get(one.host) },
    })),
    notes: [...notes, ...lists.notes],
  };
}
