import { capabilities } from './capability';
import type { Capabilities, Claim, Unverified } from './cell';

/** One cell for all capabilities, for a CNI of which nothing else is to be said. @param kernel of the kernel that it asks for */
export function everyCell(cell: Claim | Unverified, kernel: Capabilities['kernel']): Capabilities {
  const cells = Object.fromEntries(capabilities.map(({ id }) => [id, cell]));
  return { ...(cells as Omit<Capabilities, 'kernel'>), kernel };
}

/** All cells of a CNI of which nothing is known. */
export function nothingVerified(version: string): Capabilities {
  const cell: Unverified = { has: 'unverified', version, note: 'nothing was read of it' };
  return everyCell(cell, cell);
}
