import { withoutCommands, withoutControls } from '../../base/plain-text';
import { type Style, styleFor } from '../../report';

/** Where text goes. */
export interface Output {
  /** @param done called when it is written, with the reason where it cannot be */
  write(text: string, done?: (error?: NodeJS.ErrnoException | null) => void): unknown;
  readonly isTTY?: boolean;
  /** Characters in a line of the terminal; absent: not a terminal, or its width is unknown. */
  readonly columns?: number;
}

/** Where a command writes: results to stdout, everything else to stderr. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard error itself, for progress: the one thing that moves the cursor. */
  readonly progress: NodeJS.WritableStream & Pick<Output, 'isTTY' | 'columns'>;
}

/** What a process is given. */
export interface RawStreams {
  readonly stdout: NodeJS.WritableStream & Pick<Output, 'isTTY' | 'columns'>;
  readonly stderr: NodeJS.WritableStream & Pick<Output, 'isTTY' | 'columns'>;
}

/**
 * The one door to the terminal: no control character of a file, a flag or another program gets through it, and no order to
 * the CI system whose log this is. Ends of lines do: whoever reads text of others makes a line of it (`oneLine`).
 */
export function printing({ stdout, stderr }: RawStreams): Streams {
  return { stdout: withoutItsControls(stdout), stderr: withoutItsControls(stderr), progress: stderr };
}

function withoutItsControls(stream: RawStreams['stdout']): Output {
  const { isTTY, columns } = stream;
  const safe = (text: string) => withoutCommands(withoutControls(text, wantsColours(stream)));
  return { isTTY, columns, write: (text, done) => stream.write(safe(text), done) };
}

/** Colours where they are wanted, and the terminal's width where it is one. */
export function styleOf(output: Output): Style {
  return styleFor(wantsColours(output), output.isTTY ? output.columns : undefined);
}

/** Whether to colour what goes to a stream: NO_COLOR and FORCE_COLOR as everywhere, else on terminals. */
function wantsColours(stream: { readonly isTTY?: boolean }): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return stream.isTTY === true && process.env.TERM !== 'dumb';
}
