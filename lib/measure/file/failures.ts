import type { Measurements } from './schema';

/** How many measurements failed, of how many; those of blocks that were set aside are left out. */
export function failuresIn({ blocks }: Measurements): { readonly failed: number; readonly of: number } {
  const samples = blocks.filter(({ setAside }) => !setAside).flatMap((block) => block.samples);
  return { failed: samples.filter(({ failure }) => failure !== undefined).length, of: samples.length };
}
