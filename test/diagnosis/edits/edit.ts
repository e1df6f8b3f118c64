import type { Suspect } from '../../../lib/diagnosis/suspect';
import type { TestbedSpecInput } from '../../../lib/plan';

/** Where a command is run in a lab, as `testbed exec` takes it without its kind: `worker-1`, `switch.a`, `router`. */
export type Command = readonly [where: string, program: string, ...args: string[]];

/** An edit by hand of a standing lab, with what is really to blame: whatever is said of it must not exclude that. */
export interface Edit {
  /** What was done, in a few words, as a title of a test. */
  readonly name: string;
  /** @default Flannel over VXLAN, a control plane and two workers with two pods each */
  readonly lab?: TestbedSpecInput;
  /** In this order; argument arrays, `sh -c` where there must be a shell. */
  readonly commands: readonly Command[];
  /** What is to blame. */
  readonly culprit: Suspect;
  /** Where: names of nodes (`worker-1`), ids of pods (`pod:worker-1/0`) or `fabric`. */
  readonly at: readonly string[];
  /** Other places whose packets are met by it, as those of a node that is mistaken for another. @default none */
  readonly touches?: readonly string[];
  /** What is named, where it is not what is to blame: one of several entries that act together, or the entry that shows it. @default the culprit */
  readonly named?: Suspect;
  /** Why no state that is read can tell, so that the cause is narrowed. @default it is named by its entry */
  readonly unread?: string;
  /** Nothing that is checked changes. @default false: some check fails */
  readonly harmless?: true;
  /** Whether anything fails is a matter of chance. @default false */
  readonly chance?: true;
}
