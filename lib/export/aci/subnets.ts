/** Subnets in acc-provision's input: `10.244.0.1/24` where a gateway is asked for, `10.244.0.0/24` where a network is. */
import { Address, Cidr } from '../../net';
import { valuesAt } from '../rules';

/** A range as its gateway, the first host address, with the prefix length. */
export function gatewayForm(range: Cidr): string {
  return `${range.at(1)}/${range.prefix}`;
}

/** The range that an address with a prefix length is in; undefined where the text is no such. */
export function rangeAround(text: unknown): Cidr | undefined {
  const [address = '', prefix = '', ...more] = `${text}`.split('/');
  try {
    const range = Cidr.around(Address.parse(address), Number(prefix));
    return more.length === 0 && `${range.prefix}` === prefix ? Cidr.parse(`${range}`) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is the gateway of its range, with a room for one more address. */
export function isGateway(text: unknown): boolean {
  const range = rangeAround(text);
  return range !== undefined && range.size > 3n && gatewayForm(range) === text;
}

/** Whether it is a range without host bits. */
export function isNetwork(text: unknown): boolean {
  return `${rangeAround(text)}` === text;
}

/** Whether a subnet of the document overlaps none of the subnets at these entries but itself. */
export function isApart(subnet: unknown, document: object, entries: readonly string[]): boolean {
  const range = rangeAround(subnet);
  if (!range) return true; // its form is wrong, which another rule says
  const all = entries.flatMap((entry) => valuesAt(document, entry)).map(rangeAround);
  return all.filter((other) => other?.overlaps(range)).length <= 1;
}
