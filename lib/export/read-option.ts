/** How values of options are read: strictly, as they end up in files of others. */
import { Address, Cidr } from '../net';
import { BrokenForm } from './options';

/** A name or an id. */
export function readName(text: string): string | BrokenForm {
  if (/^[A-Za-z0-9_.:-]{1,255}$/.test(text)) return text;
  return new BrokenForm(
    'a name has letters, digits and the signs _ . : - only',
    'Use the name as the fabric has it',
  );
}

/** A whole number. */
export function readNumber(text: string): number | BrokenForm {
  if (/^(0|[1-9]\d{0,9})$/.test(text)) return Number(text);
  return new BrokenForm('it is no whole number', 'Write it in digits');
}

/** A range of IPv4. */
export function readRange(text: string): Cidr | BrokenForm {
  const range = parsed(() => Cidr.parse(text));
  if (range instanceof BrokenForm || range.family === 'ipv4') return range;
  return new BrokenForm('it must be of IPv4', 'Write it such as 10.3.0.0/24');
}

/** A host with or without a port: a name of DNS, an IPv4 address, or an IPv6 address in brackets. */
export function readHost(text: string): string | BrokenForm {
  const [, name = '', port] = /^(\[[\da-fA-F:]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const wrong = new BrokenForm(
    'it is no host: a name, an IPv4 address or an IPv6 address in brackets, with a port behind a colon or without',
    'Write it such as 10.1.1.101, fabric.example.com:8443 or [fd00::1]',
  );
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return wrong;
  const address = name.startsWith('[') ? name.slice(1, -1) : /^[\d.]+$/.test(name) ? name : undefined;
  if (address !== undefined) return readAddress(address) instanceof Address ? text : wrong;
  return /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i.test(name) ? text : wrong;
}

/** A host without a port. */
export function readHostAlone(text: string): string | BrokenForm {
  const host = readHost(text);
  if (host instanceof BrokenForm || !/(^[^[]*|\]):\d+$/.test(host)) return host;
  return new BrokenForm('it is a host without a port, which is always the same', 'Leave the port out');
}

/** Every part of a list, or what is wrong with the first that is. */
export function eachOf<T>(text: string, read: (part: string) => T | BrokenForm): T[] | BrokenForm {
  const values: T[] = [];
  for (const part of text.split(',')) {
    const value = read(part.trim());
    if (value instanceof BrokenForm) return value;
    values.push(value);
  }
  return values;
}

/** First and last with a hyphen between. */
export function readPair<T>(
  text: string,
  read: (part: string) => T | BrokenForm,
): readonly [T, T] | BrokenForm {
  const [first = '', last = '', ...more] = text.split('-').map(read);
  if (first === '' || last === '' || more.length > 0)
    return new BrokenForm(
      'it is no first and last with a hyphen between',
      'Write it such as 225.20.1.1-225.20.255.255 or 100-199',
    );
  return first instanceof BrokenForm ? first : last instanceof BrokenForm ? last : [first, last];
}

/** An address as it is written. */
export function readAddress(text: string): Address | BrokenForm {
  return parsed(() => Address.parse(text));
}

function parsed<T>(parse: () => T): T | BrokenForm {
  try {
    return parse();
  } catch (error) {
    return new BrokenForm((error as Error).message, 'Write it in full');
  }
}
