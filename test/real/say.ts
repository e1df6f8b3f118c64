/** Progress on standard error: seconds since the start, and what is done now. */
export type Say = (line: string) => void;

/** Says what is done since now. */
export function sayer(): Say {
  const start = Date.now();
  return (line) => {
    const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
    process.stderr.write(`${seconds} s  ${line}\n`);
  };
}

/** Seconds since now. */
export function stopwatch(): () => number {
  const start = Date.now();
  return () => Math.round((Date.now() - start) / 100) / 10;
}
