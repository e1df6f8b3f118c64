/** Addresses, ranges and the ids of endpoints as values, for IPv4 and IPv6 alike. The only folder that knows ipaddr.js. */
export { Address, isLinkLocal } from './address';
export { AddressError, type AddressFault } from './address-error';
export { Cidr } from './cidr';
export { isPod, nodeId, nodeOf, type Place, placeOf, podId, podName, podPosition } from './endpoint-id';
export { addressBits, type Family, familyName, familyOf } from './family';
export { freeRange, freeRangeIn } from './free-range';
export { macOf } from './mac';
export {
  allFamilies,
  familiesOf,
  inFamily,
  ipv4Of,
  mapFamilies,
  type PerFamily,
  perFamily,
  primary,
  valuesOf,
} from './per-family';
export { type Protocol, probePort, protocols } from './protocol';
