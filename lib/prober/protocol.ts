/**
 * What probers say to each other. The server says who it is and which source address it saw; that is all the judge
 * needs. One line of text each way, so that a person with `nc` can read it.
 *
 *     TCP  connect            → "pod:worker-1/0 10.244.0.2\n"
 *     UDP  "17 …padding…"     → "17 pod:worker-1/0 10.244.0.2"   (number, who, source seen)
 */

/** Only what can be printed: whatever answers may be no prober, and its words end up on terminals and in files. */
const id = '[!-~]{1,100}';
/** A link-local source has a zone, the receiver's own name for the link, which is no part of the address. */
const source = '([0-9a-f.:]{2,45})(?:%[!-~]{1,15})?';
const tcpForm = new RegExp(`^(${id}) ${source}\\n$`);
const udpForm = new RegExp(`^(\\d{1,10}) (${id}) ${source}$`);

/** What a server says of a probe that reached it. */
export interface Answer {
  /** Endpoint that answered. */
  readonly answeredBy: string;
  /** Source address that it saw. */
  readonly source: string;
}

/** What a server answers over TCP: its id, and the source address that it sees. */
export function tcpAnswer(id: string, source: string): string {
  return `${id} ${source}\n`;
}

/** Undefined where something else than a prober answered. */
export function parseTcpAnswer(text: string): Answer | undefined {
  const match = tcpForm.exec(text);
  return match ? { answeredBy: match[1]!, source: match[2]! } : undefined;
}

/** A request of exactly that many bytes, at least its number's. */
export function udpRequest(number: number, bytes: number): Buffer {
  const request = Buffer.alloc(Math.max(bytes, 12), '.');
  request.write(`${number} `);
  return request;
}

/** The answer to a request; undefined where it is none. */
export function udpAnswer(request: Buffer, id: string, source: string): string | undefined {
  const number = /^(\d{1,10}) /.exec(request.toString('latin1', 0, 12))?.[1];
  return number && `${number} ${id} ${source}`;
}

/** Reads an answer over UDP; undefined where something else than a prober answered. */
export function parseUdpAnswer(text: string): (Answer & { number: number }) | undefined {
  const match = udpForm.exec(text);
  return match ? { number: Number(match[1]), answeredBy: match[2]!, source: match[3]! } : undefined;
}
