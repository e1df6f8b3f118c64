import type { ExecResult } from '../../base/exec';
import type { NodeRole } from '../../plan';

/** How a command is run on a machine. */
export interface RemoteRun {
  /** Written to its standard input; the only way for secrets. @default nothing: it is closed */
  readonly input?: string;
  /** Whether root runs it. @default false */
  readonly sudo?: boolean;
  /** Seconds after which waiting ends with an error. @default the connection's */
  readonly timeoutS?: number;
}

/** What is asked of a connection to a machine: ssh/ has the one that there is. */
export interface Remote {
  /** Runs a command to its end, whatever its exit code. @throws TargetError where it cannot be run or waited for */
  run(argv: readonly string[], options?: RemoteRun): Promise<ExecResult>;
  /** Writes a file as root, whole or not at all. Its folder must be there. @throws TargetError */
  putFile(path: string, content: string, mode: string): Promise<void>;
  /** The text of a file, read as root; undefined where there is none. @throws TargetError */
  getFile(path: string): Promise<string | undefined>;
}

/** A planned node with the machine that it is. */
export interface ConnectedNode {
  readonly name: string;
  readonly role: NodeRole;
  readonly remote: Remote;
}

/** The same where its role does not matter. */
export type Connected = Pick<ConnectedNode, 'name' | 'remote'>;
