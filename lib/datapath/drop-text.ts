import type { Drop } from './drop';

/** A drop in words: half a sentence without a full stop. */
export function dropText(drop: Drop): string {
  const { host } = drop;
  switch (drop.code) {
    case 'no-route':
      return `${host} has no route to ${drop.destination}`;
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
    case 'throw':
      return `${host} has a ${drop.code} route for ${drop.range}`;
    case 'no-source':
      return `${host} has no ${drop.family} address to send from`;
    case 'no-neighbour':
      return `${host} finds nobody with address ${drop.address} on ${drop.link}`;
    case 'no-forwarding-entry':
      return lackText(drop);
    case 'no-tunnel':
      return `${host} has no device that takes what ${drop.link} of ${drop.sender} sends`;
    case 'unknown-mac':
      return drop.bridge
        ? `no port of ${drop.link} of ${host} leads to ${drop.mac}`
        : `${drop.link} of ${host} is not ${drop.mac} and ignores the frame`;
    case 'link-down':
      return drop.end === 'near'
        ? `${drop.link} of ${host} is down`
        : `the other end of ${drop.link} of ${host} is missing or down`;
    case 'too-big':
      return drop.silent
        ? `${drop.link} of ${host} takes ${drop.mtu} bytes and drops the packet of ${drop.bytes} without an ICMP error`
        : `${drop.bytes} bytes do not fit ${drop.link} of ${host}, which takes ${drop.mtu}`;
    case 'hairpin-off':
      return `${drop.link} of ${host} is a bridge port without hairpin mode: a frame does not leave where it came in`;
    case 'ports-isolated':
      return `${host} passes no frames between its ports ${drop.from} and ${drop.link}, which are isolated`;
    case 'not-forwarding':
      return `${drop.destination} is not an address of ${host}, and it forwards nothing (ip_forward is off)`;
    case 'reverse-path':
      return `${host} would answer ${drop.source} by ${drop.back ?? 'no link'}, not by ${drop.link}: the reverse path filter drops it`;
    case 'martian-source':
      return `${drop.source} is ${host}'s own address: a packet from outside with that source is refused`;
    case 'filtered':
      return drop.reject === undefined
        ? `a rule of ${host} drops it: ${drop.rule}`
        : `a rule of ${host} rejects it (${drop.reject}): ${drop.rule}`;
    case 'loop':
      return drop.link === undefined
        ? `the packet goes round in a loop: its time to live ran out at ${host}`
        : `${drop.link} of ${host} leads into itself`;
  }
}

function lackText({ host, link, lacks }: Extract<Drop, { code: 'no-forwarding-entry' }>): string {
  switch (lacks.entry) {
    case 'mac':
      return `${link} of ${host} has no forwarding entry for ${lacks.mac}`;
    case 'route':
      return `the route by ${link} of ${host} does not say where its tunnel ends`;
    case 'peer':
      return `no WireGuard peer of ${link} of ${host} is allowed ${lacks.destination}`;
  }
}
