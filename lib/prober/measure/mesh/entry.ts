import { isIP } from 'node:net';

/** Where the pod of a node is. */
export interface MeshEntry {
  readonly node: string;
  readonly address: string;
  /** When its program began, by the node's clock: which of two pods of a node is the newer one. */
  readonly begunMs: number;
}

/** Whether something that was received is one. */
export function isEntry(value: unknown): value is MeshEntry {
  const { node, address, begunMs } = (value ?? {}) as Partial<Record<keyof MeshEntry, unknown>>;
  return (
    typeof node === 'string' && typeof address === 'string' && isIP(address) > 0 && Number.isFinite(begunMs)
  );
}
