import type { Family } from '../../net';

/** What a name server knows, and how it answers. */
export interface Names {
  /** Addresses by full name and family. */
  readonly known: Readonly<Record<string, Partial<Record<Family, readonly string[]>>>>;
  /** How late it answers, in milliseconds. @default at once */
  readonly lateMs?: number;
}
