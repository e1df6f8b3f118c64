import type { ExecResult } from '../../../base/exec';
import type { MachineTarget } from './target';

/** How a command runs on a machine. */
export interface RunOptions {
  /** Written to its standard input; the only way for secrets. @default nothing: it is closed */
  readonly input?: string | Buffer;
  /** Whether root runs it. sudo logs the command's words, never its input. @default false */
  readonly sudo?: boolean;
  /** Seconds after which waiting ends with an error, while the command may go on. @default 60 */
  readonly timeoutS?: number;
}

/** A machine that one is connected to. Up to nine commands may run at once: sshd's MaxSessions is 10. */
export interface Machine extends MachineTarget {
  /** Runs a command to its end, whatever its exit code. @throws SshError where it cannot be run or waited for */
  run(argv: readonly string[], options?: RunOptions): Promise<ExecResult>;
  /**
   * Writes a file as root, whole or not at all. Its folder must be there.
   * @param mode as in chmod, such as 0600
   * @throws SshError
   */
  putFile(path: string, content: string | Buffer, mode: string): Promise<void>;
  /** The text of a file, read as root; undefined where there is none. @throws SshError */
  getFile(path: string): Promise<string | undefined>;
  /** Ends the connection. */
  close(): Promise<void>;
}
