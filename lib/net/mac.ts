import { createHash } from 'node:crypto';

/**
 * A stable, locally administered unicast MAC address made from words that name the interface, so that one plan always
 * gives one set of permanent neighbour entries.
 */
export function macOf(...words: string[]): string {
  const digest = createHash('sha1').update(words.join('\0')).digest();
  return ['02', ...Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, '0'))].join(':');
}
