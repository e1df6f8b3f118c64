import type { Family } from '../../net';

/** What a name server knows: addresses by full name and family. */
export type Names = Readonly<Record<string, Partial<Record<Family, readonly string[]>>>>;
