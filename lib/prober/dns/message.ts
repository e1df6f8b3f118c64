/**
 * Messages of DNS (RFC 1035 §4), as much as a lab's name servers and those that ask them need: one question in a message,
 * and addresses as answers. What is anything else is not read.
 */
import { Address } from '../../net/address';
import { addressBits, type Family } from '../../net/family';

/** A question by its number, for the addresses of a name in a family. */
export interface NameQuestion {
  /** Number of the question, which its answer has too. */
  readonly id: number;
  /** Full name, without a dot at the end. */
  readonly name: string;
  readonly family: Family;
}

/** An answer to it. */
export interface NameAnswer {
  readonly id: number;
  readonly family: Family;
  /** Whether the server knows the name. */
  readonly known: boolean;
  /** Sorted; empty: the name has none of the family. */
  readonly addresses: readonly string[];
}

/** A and AAAA (RFC 3596). */
const types: Readonly<Record<Family, number>> = { ipv4: 1, ipv6: 28 };
const internet = 1;
const headerBytes = 12;
/** Where the question's name is: what answers are about (§4.1.4). */
const sameName = 0xc000 | headerBytes;
/** Seconds that an answer may be kept; CoreDNS, plugin kubernetes. */
const timeToLive = 5;

/** RD; QR, AA and RD; the code of §4.1.1; QR and opcode. */
const flags = { asked: 0x0100, answered: 0x8500, noSuchName: 3, otherThanQuery: 0xf800 } as const;
const headerOf = (id: number, bits: number, answers: number) => words(id, bits, 1, answers, 0, 0);

/** The question as a message. */
export const askedMessage = ({ id, ...question }: NameQuestion): Buffer =>
  Buffer.concat([headerOf(id, flags.asked, 0), sectionOf(question)]);

/** Reads a question; undefined where the message is anything else. */
export function readQuestion(message: Buffer): NameQuestion | undefined {
  if (message.length < headerBytes || (message.readUInt16BE(2) & flags.otherThanQuery) !== 0)
    return undefined;
  if (!message.subarray(4, headerBytes - 2).equals(oneQuestion)) return undefined; // what follows it, be it EDNS
  const id = message.readUInt16BE(0);
  const question = readSection(message);
  return question && { id, name: question.name, family: question.family };
}

/** The answer to a question as a message. @param addresses absent: there is no such name */
export function answeredMessage(
  { id, ...question }: NameQuestion,
  addresses: readonly string[] | undefined,
): Buffer {
  const records = (addresses ?? []).map((text) => {
    const bytes = bytesOf(Address.parse(text));
    const head = words(sameName, types[question.family], internet, 0, timeToLive, bytes.length);
    return Buffer.concat([head, bytes]);
  });
  const bits = flags.answered | (addresses ? 0 : flags.noSuchName);
  const head = Buffer.concat([headerOf(id, bits, records.length), sectionOf(question)]);
  return Buffer.concat([head, Buffer.concat(records)]);
}

/** Reads the answer to a question for the name; undefined where the message is none. */
export function readAnswer(message: Buffer, name: string): NameAnswer | undefined {
  if (message.length < headerBytes || message.readUInt16BE(4) !== 1) return undefined;
  const [id, bits, count] = [0, 2, 6].map((at) => message.readUInt16BE(at)) as [number, number, number];
  const known = bits === flags.answered;
  const question = readSection(message);
  if (!question || question.name !== name || !(known || bits === (flags.answered | flags.noSuchName)))
    return undefined;
  const { family, end } = question;
  const addresses: string[] = [];
  const size = addressBits(family) / 8;
  const head = words(sameName, types[family], internet, 0, timeToLive, size);
  for (let at = end; at < message.length; at += head.length + size) {
    const bytes = message.subarray(at + head.length, at + head.length + size);
    if (bytes.length < size || !message.subarray(at, at + head.length).equals(head)) return undefined;
    addresses.push(`${new Address(family, BigInt(`0x${bytes.toString('hex')}`))}`);
  }
  return addresses.length === count ? { id, family, known, addresses: addresses.sort() } : undefined;
}

const oneQuestion = words(1, 0, 0);

function sectionOf({ name, family }: Omit<NameQuestion, 'id'>): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`));
  return Buffer.concat([Buffer.concat(labels), Buffer.from([0]), words(types[family], internet)]);
}

function readSection(message: Buffer): (Omit<NameQuestion, 'id'> & { end: number }) | undefined {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = message[at]; length !== 0; length = message[at]) {
    if (length === undefined || length > 63) return undefined; // longer: a pointer
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const end = at + 5;
  if (end > message.length || message.readUInt16BE(at + 3) !== internet) return undefined;
  const type = message.readUInt16BE(at + 1);
  const family = type === types.ipv4 ? 'ipv4' : type === types.ipv6 ? 'ipv6' : undefined;
  return family && { name: labels.join('.'), family, end };
}

function bytesOf({ family, value }: Address): Buffer {
  return Buffer.from(value.toString(16).padStart(addressBits(family) / 4, '0'), 'hex');
}

/** Numbers of 16 bits, the first byte the higher. */
function words(...numbers: number[]): Buffer {
  const buffer = Buffer.alloc(numbers.length * 2);
  numbers.forEach((number, i) => {
    buffer.writeUInt16BE(number, i * 2);
  });
  return buffer;
}
