import type { Cidr } from '../../../net';
import { NotUnderstood, type Reader } from '../answers/reader';
import { addressOf, rangeOf } from '../answers/values';
import type { ReadWireguard, ReadWireguardPeer } from '../read-host';

const key = /^[A-Za-z0-9+/]{42,43}=$/;

/** WireGuard devices by their names. Only fields that hold no secret are asked for. */
export function readWireguard(reader: Reader, devices: readonly string[]): Map<string, ReadWireguard> {
  if (devices.length === 0) return new Map();
  const keys = rows(reader, 'public-key', ([device, own]) => [device!, keyOf(own)] as const);
  const ports = rows(reader, 'listen-port', ([device, port]) => [device!, portOf(port)] as const);
  const ends = rows(reader, 'endpoints', ([device, peer, end]) => ({
    device,
    peer: keyOf(peer),
    ...endOf(end),
  }));
  const ranges = rows(reader, 'allowed-ips', ([device, peer, list]) => ({
    device,
    peer: keyOf(peer),
    allowed: rangesOf(list),
  }));
  return new Map(
    devices.map((device) => {
      const peers = ranges
        .filter((row) => row.device === device)
        .map(({ peer, allowed }): ReadWireguardPeer => {
          const end = ends.find((row) => row.device === device && row.peer === peer);
          return { key: peer, allowed, ...(end?.endpoint && { endpoint: end.endpoint, port: end.port }) };
        });
      const [own, port] = [new Map(keys).get(device), new Map(ports).get(device)];
      return [device, { peers, ...(own !== undefined && { key: own }), ...(port !== undefined && { port }) }];
    }),
  );
}

/** The lines of a field, whose words are parted by tabs. */
function rows<T>(reader: Reader, field: string, make: (words: string[]) => T): T[] {
  const command = `wg show all ${field}`;
  const lines = (reader.text('wireguard', command) ?? '').split('\n').filter((line) => line.trim());
  return reader.each('wireguard', command, lines, (line) => make(line.split('\t')));
}

function keyOf(text = ''): string {
  if (!key.test(text)) throw new NotUnderstood('not a key');
  return text;
}

function portOf(text = ''): number {
  if (!/^\d{1,5}$/.test(text)) throw new NotUnderstood('not a port');
  return Number(text);
}

function endOf(text = ''): Pick<ReadWireguardPeer, 'endpoint' | 'port'> {
  if (text === '(none)') return {};
  const [, address, port] = /^\[?([\d.]+|[\da-f:.]+)(?:%\S+)?\]?:(\d+)$/i.exec(text) ?? [];
  const endpoint = address === undefined ? undefined : addressOf(address);
  if (!endpoint) throw new NotUnderstood('not an address and a port');
  return { endpoint, port: portOf(port) };
}

function rangesOf(text = ''): Cidr[] {
  if (text === '(none)') return [];
  return text.split(' ').map((word) => {
    const range = rangeOf(word, 'ipv4');
    if (!range) throw new NotUnderstood('not a range');
    return range;
  });
}
