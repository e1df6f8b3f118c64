/** Messages of DNS over TCP: each comes after its length (RFC 1035 §4.2.2). */

/** The message with its length before it. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Puts the messages of a connection together again. */
export class Unframed {
  private rest = Buffer.alloc(0);

  /** Returns those that are whole now. */
  add(chunk: Buffer): Buffer[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const whole: Buffer[] = [];
    while (this.rest.length >= 2 && this.rest.length >= 2 + this.rest.readUInt16BE(0)) {
      const end = 2 + this.rest.readUInt16BE(0);
      whole.push(this.rest.subarray(2, end));
      this.rest = this.rest.subarray(end);
    }
    return whole;
  }
}
