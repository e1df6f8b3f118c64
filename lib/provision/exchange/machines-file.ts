import * as z from 'zod';
import { TargetError } from '../../base/target-error';
import { parsedJson } from './json';
import { keys } from './keys';

/** The name in the exchange of each node's machine, by node. */
export type MachinesFile = Readonly<Record<string, string>>;

const machinesFile = z.record(z.string(), z.string().min(1));

/**
 * Which machines a stack has now; none while they are being made.
 * @throws TargetError where the object is none that this version writes
 */
export function readMachinesFile(stack: string, text: string | undefined): MachinesFile {
  if (text === undefined) return {};
  const { data: file } = machinesFile.safeParse(parsedJson(text));
  if (file) return file;
  throw new TargetError(
    `${keys.machines} in the exchange of ${stack} is not what this version writes`,
    'Use the version that deployed it, or deploy it again',
  );
}
