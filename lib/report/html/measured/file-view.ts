/** One file of measurements as the page shows it. */
import type { Figures } from '../../../measure';

/** A file, its figures and its place among all. */
export interface FileView {
  readonly figures: Figures;
  /** From 0. */
  readonly place: number;
  /** Its name, where there are several. */
  readonly file?: string;
}

/** An anchor that no other file's section has. */
export const anchor = (id: string, { place, file }: FileView) =>
  file === undefined ? id : `${id}-${place + 1}`;

/** A title that says of which file, where there are several. */
export const titled = (title: string, { file }: FileView) =>
  file === undefined ? title : `${title}: ${file}`;
