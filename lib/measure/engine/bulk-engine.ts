import type { Measurements } from '../file/schema';
import { isBulk } from './engine';

/** What made a file's bulk measurements, with its version; undefined where there are none. */
export function bulkEngine({ engine, blocks }: Pick<Measurements, 'engine' | 'blocks'>): string | undefined {
  return blocks.some(({ samples }) => samples.some(({ work }) => isBulk(work))) ? engine : undefined;
}
