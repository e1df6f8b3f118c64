/** Inventories in a folder of their own, and what is read of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpecError } from '../../../../lib/plan';
import { readInventory } from '../../../../lib/provision/machines/inventory/inventory';

/** Removed at the end of the test file. */
export const folder = mkdtempSync(join(tmpdir(), 'testbed-inventory-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file there. */
export function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Machines of an inventory. */
export const hostsIn = (name: string, text: string) => readInventory(written(name, text)).hosts;

/** Problems of what is read, as `line:column code field`. */
export function problemsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(
      ({ code, field, at }) => `${at ? `${at.line}:${at.column}` : '-'} ${code} ${field}`,
    );
  }
}

/** Problems of an inventory. */
export const problemsIn = (name: string, text: string) => problemsOf(() => hostsIn(name, text));
