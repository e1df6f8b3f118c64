import { createInterface } from 'node:readline';

/** Lines that are typed, one after the other. */
export interface TypedLines {
  /** The next one, which may have been typed before it was asked for; undefined: there are no more (Ctrl-D). */
  next(): Promise<string | undefined>;
  /** Reads no more: else the process would wait for lines. */
  end(): void;
}

/** Lines from the terminal, whose own editing is left as it is: Ctrl-C ends the process as anywhere else. */
export function typedLines(input: NodeJS.ReadableStream): TypedLines {
  const lines: string[] = [];
  let ended = false;
  let wake = () => {};
  const reader = createInterface({ input, terminal: false });
  reader.on('line', (line) => {
    lines.push(line.trim());
    wake();
  });
  reader.on('close', () => {
    ended = true;
    wake();
  });
  return {
    async next() {
      while (lines.length === 0 && !ended)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return lines.shift();
    },
    end: () => reader.close(),
  };
}
