import * as z from 'zod';
import { oneLine } from '../../base/plain-text';

const line = z.string().min(1).transform(oneLine);

/** What a machine says of itself, read on it (`facts` in boot/files/lib.sh). */
export const machineFacts = z.object({
  /** What the cloud calls it, such as i-0123456789abcdef0. */
  id: line,
  /** Such as c6in.8xlarge. @default the cloud has no types */
  type: line.optional(),
  /** Such as eu-central-1a. @default the cloud has no zones */
  zone: line.optional(),
  /** Name of its placement group; empty: it is in none. @default the cloud has no such groups */
  placementGroup: z.string().transform(oneLine).optional(),
  /** Of the operating system's installation: kubelet reports the same, as machineID. */
  machineId: line,
  /** Of its boot: kubelet reports the same, as bootID. */
  bootId: line,
  /** Release of its kernel. */
  kernel: line,
});

/** Which machine a node is, as read on the machine itself. */
export type MachineFacts = Readonly<z.output<typeof machineFacts>>;
