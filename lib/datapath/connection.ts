import type { Packet } from './packet';

/** A connection as a host remembers it from its first packet (the kernel's conntrack): answers go the same way back. */
export interface Connection {
  readonly host: string;
  /** The packet as it came, or as the host started it. */
  readonly original: Packet;
  /** As it went on, after all translation of addresses. */
  readonly translated: Packet;
}

/** Whether the packet is an answer to what left the host. */
export function isAnswer({ translated: sent }: Connection, packet: Packet): boolean {
  return (
    packet.protocol === sent.protocol &&
    packet.source.equals(sent.destination) &&
    packet.destination.equals(sent.source) &&
    packet.sourcePort === sent.port &&
    packet.port === sent.sourcePort
  );
}

/** Whether a connection's destination and source were translated. */
export function translationOf({ original, translated }: Connection): { dnat: boolean; snat: boolean } {
  if (original === translated) return untranslated;
  return {
    dnat: !original.destination.equals(translated.destination) || original.port !== translated.port,
    snat: !original.source.equals(translated.source) || original.sourcePort !== translated.sourcePort,
  };
}

const untranslated = { dnat: false, snat: false };
