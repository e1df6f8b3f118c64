import * as z from 'zod';
import { name, text } from '../base/values';

/** Which machine a node was while it was tested, as read on the machine itself. */
const machineSchema = z.object({
  /** Name of the node. */
  node: name,
  /** What the cloud calls the machine, such as i-0123456789abcdef0. */
  id: name,
  /** Such as c6in.8xlarge. @default the cloud has no types */
  type: name.optional(),
  /** Such as eu-central-1a. @default the cloud has no zones */
  zone: name.optional(),
  /** Name of its placement group; empty: it was in none. @default the cloud has no such groups */
  placementGroup: text.optional(),
  /** Release of its kernel. */
  kernel: text,
  /** Of its boot, which no two boots of any machine have in common. */
  bootId: text,
});

/** The machines of a run. */
export const machinesSchema = z.array(machineSchema).readonly();

/** The machine of a node, as results hold it. */
export type TestedMachine = Readonly<z.output<typeof machineSchema>>;
