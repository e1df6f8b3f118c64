/** Results files of real labs, which reports are made from in tests. Renewed by hand: testbed lab … --json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Results, readResults } from '../../lib/results';

export const goldenNames = [
  'healthy',
  'conflict',
  'route-missing',
  'mtu-black-hole',
  'hundred-nodes',
] as const;

export type GoldenName = (typeof goldenNames)[number];

export const goldenText = (name: GoldenName): string =>
  readFileSync(join(__dirname, '..', 'golden', `${name}.json`), 'utf8');

export const golden = (name: GoldenName): Results => readResults(goldenText(name));

/** A golden file with one field changed, named by its path; `undefined` leaves it out. */
export function changed(name: GoldenName, path: string, value: unknown): string {
  const file = JSON.parse(goldenText(name));
  const keys = path.split('.');
  const last = keys.pop()!;
  const place = keys.reduce((object, key) => object[key], file);
  place[last] = value;
  return JSON.stringify(file);
}
