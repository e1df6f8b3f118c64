import type { NodeRole } from '../../plan';
import type { Machine } from './ssh';

/** What is asked of a connection to a machine, whatever makes it and makes it anew. */
export type Remote = Pick<Machine, 'run' | 'putFile' | 'getFile'>;

/** A planned node with the machine that it is. */
export interface ConnectedNode {
  readonly name: string;
  readonly role: NodeRole;
  readonly remote: Remote;
}

/** The same where its role does not matter. */
export type Connected = Pick<ConnectedNode, 'name' | 'remote'>;
