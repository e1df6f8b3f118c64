/** Packets that are sent through every ruleset, and what the walk and the kernel say became of them. */
import fc from 'fast-check';
import type { Network, Walk } from '../../../../lib/datapath';
import { Address } from '../../../../lib/net';

export interface TestPacket {
  readonly at: string;
  readonly protocol: 'tcp' | 'udp';
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
}

/** What became of a packet. Of TCP, only whether it was answered is seen. */
export interface Seen {
  /** Where it came, and from whom, as the receiver sees it. */
  readonly came?: string;
  readonly answered?: boolean;
}

const ways = [
  ['client', '10.1.0.2', '10.2.0.2'],
  ['client', '10.1.0.2', '10.2.0.3'],
  ['client', '10.1.0.3', '10.2.0.2'],
  ['client', '10.1.0.3', '10.1.0.1'],
  ['client', '10.1.0.2', '10.2.0.1'],
  ['server', '10.2.0.3', '10.1.0.2'],
  ['router', '10.2.0.1', '10.2.0.2'],
  ['router', '10.1.0.1', '10.1.0.2'],
  ['router', '10.2.0.1', '10.1.0.1'],
  ['client', 'fd00:1::2', 'fd00:2::2'],
  ['client', 'fd00:1::2', 'fd00:1::1'],
  ['router', 'fd00:2::1', 'fd00:2::2'],
] as const;

export const servedPorts = [80, 443, 8080] as const;

/** Sockets that answer at every address and port that a packet may be for. */
export const servers = [
  ['client', ['10.1.0.2', '10.1.0.3', 'fd00:1::2']],
  ['router', ['10.1.0.1', '10.2.0.1', '127.0.0.1', 'fd00:1::1', 'fd00:2::1']],
  ['server', ['10.2.0.2', '10.2.0.3', 'fd00:2::2']],
].flatMap(([host, addresses]) =>
  (addresses as string[]).flatMap((address) =>
    servedPorts.flatMap((port) =>
      (['tcp', 'udp'] as const).map((protocol) => ({ host: host as string, address, port, protocol })),
    ),
  ),
);

/** A packet without the port that it is sent from. */
interface Drawn {
  readonly way: (typeof ways)[number];
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Packets, no two from one port, so that no two are of one connection. @param first how many there were before */
export function packetsOf(drawn: readonly Drawn[], first: number): TestPacket[] {
  return drawn.map(({ way: [at, source, destination], protocol, port }, i) => ({
    ...{ at, source, destination, protocol, port },
    sourcePort: 10_000 + (((first + i) * 7919) % 20_000),
  }));
}

/** That many packets. */
export const randomPackets = (count: number): fc.Arbitrary<Drawn[]> =>
  fc.array(
    fc.record({
      way: fc.constantFrom(...ways),
      protocol: fc.constantFrom('udp', 'udp', 'tcp') as fc.Arbitrary<'udp' | 'tcp'>,
      port: fc.constantFrom(...servedPorts),
    }),
    { minLength: count, maxLength: count },
  );

/** What the walk says of a packet and its answer. */
export function walked(network: Network, packet: TestPacket): Seen | 'unknown' {
  const { at, protocol, sourcePort, port } = packet;
  const [source, destination] = [Address.parse(packet.source), Address.parse(packet.destination)];
  const walk = network.walk({ host: at, source, destination, protocol, port, sourcePort });
  if (walk.unknown) return 'unknown';
  if (!walk.delivered) return { answered: false };
  const sent = walk.packet;
  const back = network.walk({
    host: walk.host,
    source: sent.destination,
    destination: sent.source,
    protocol,
    port: sent.sourcePort,
    sourcePort: sent.port,
    answers: walk.connections,
  });
  if (back.unknown) return 'unknown';
  const answered = back.delivered && back.host === at && isAnswer(back, packet);
  return protocol === 'tcp' ? { answered } : { came: placeOf(walk), answered };
}

/** A socket takes an answer from where it sent to, and nothing else. */
function isAnswer({ packet }: Walk, sent: TestPacket): boolean {
  return (
    `${packet.source}` === sent.destination &&
    `${packet.destination}` === sent.source &&
    packet.sourcePort === sent.port &&
    packet.port === sent.sourcePort
  );
}

function placeOf({ host, packet }: Walk): string {
  return `${host} ${packet.destination}:${packet.port} from ${packet.source}:${packet.sourcePort}`;
}
