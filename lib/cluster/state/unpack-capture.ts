import { gunzipSync } from 'node:zlib';
import { messageOf } from '../../base/message-of';
import { type Capture, readCapture } from '../../state/capture';

/** What print-capture.sh prints around a capture. */
const [head, foot] = ['capture gzip base64', 'capture end'] as const;
/** Bytes of a capture that are taken: most have less than one million. */
const largest = 128 * 2 ** 20;

/** The capture that print-capture.sh printed. @throws Error that says what is wrong with it; nobody may have escaped what it quotes */
export function unpackCapture(log: string): Capture {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  if (lines[0] !== head) throw new Error(`it begins with ${quoted(lines[0])}, not with ${quoted(head)}`);
  const packed = lines.slice(1, -1);
  const other = packed.find((line) => !/^[A-Za-z0-9+/]+={0,2}$/.test(line));
  if (other !== undefined) throw new Error(`in the middle of it is ${quoted(other)}`);
  if (lines.at(-1) !== foot) throw new Error('its end is missing');
  return readCapture(unpacked(Buffer.from(packed.join(''), 'base64')));
}

const quoted = (line = '') => JSON.stringify(line.length > 200 ? `${line.slice(0, 200)}…` : line);

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: largest });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(
      tooLarge ? `it has more than ${largest} bytes` : `it cannot be unpacked: ${messageOf(error)}`,
    );
  }
}
