/** Files as the page shows them. */
import type { Figures } from '../../../measure';

/** One of the files that the page shows, and its place among those of its kind. */
export interface PlacedFile {
  /** From 0. */
  readonly place: number;
  /** Its name, where there are several. */
  readonly file?: string;
}

/** A file of measurements with its figures. */
export interface FileView extends PlacedFile {
  readonly figures: Figures;
}

/** An anchor that no other file's section has. */
export const anchor = (id: string, { place, file }: PlacedFile) =>
  file === undefined ? id : `${id}-${place + 1}`;

/** A title that says of which file, where there are several. */
export const titled = (title: string, { file }: PlacedFile) =>
  file === undefined ? title : `${title}: ${file}`;
