import type { Claim, KernelFloor, Unverified } from './cell';

/** What a claim may say besides. */
type More = Partial<Pick<Claim, 'since' | 'setting' | 'note'>>;

/** Makes the cells of one CNI. */
export interface CellMaker {
  yes(page: string, more?: More): Claim;
  /** @param note says how far */
  partly(page: string, note: string, more?: More): Claim;
  no(page: string, note?: string): Claim;
  kernel(least: string, page: string, note?: string): KernelFloor;
  unverified(note: string): Unverified;
}

/**
 * A maker of cells that all speak of one version.
 * @param urlOf the address of a page of its documentation; pages of others are given with theirs
 */
export function cellMaker(version: string, urlOf: (page: string) => string): CellMaker {
  const at = (page: string) => ({ version, source: page.startsWith('https:') ? page : urlOf(page) });
  const noted = (note?: string) => (note === undefined ? {} : { note });
  return {
    yes: (page, more = {}) => ({ has: true, ...at(page), ...more }),
    partly: (page, note, more = {}) => ({ has: 'partly', ...at(page), ...more, note }),
    no: (page, note) => ({ has: false, ...at(page), ...noted(note) }),
    kernel: (least, page, note) => ({ least, ...at(page), ...noted(note) }),
    unverified: (note) => ({ has: 'unverified', version, note }),
  };
}
