import { closeSync, openSync, writeSync } from 'node:fs';
import type { Results } from '../check';

/** Characters gathered before they are written. */
const portion = 1 << 20;

/** Writes a results file, a check a line: large runs pass what one string can hold. */
export function writeResults(file: string, { checks, ...rest }: Results): void {
  const fd = openSync(file, 'w');
  try {
    const head = JSON.stringify(rest, null, 2);
    let text = `${head.slice(0, head.lastIndexOf('\n}'))},\n  "checks": [`;
    checks.forEach((check, i) => {
      text += `${i === 0 ? '' : ','}\n    ${JSON.stringify(check)}`;
      if (text.length > portion) {
        writeAll(fd, text);
        text = '';
      }
    });
    writeAll(fd, `${text}\n  ]\n}\n`);
  } finally {
    closeSync(fd);
  }
}

/** A write may take less than it is given, on a disk that is nearly full for one. */
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
}
