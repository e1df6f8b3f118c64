/** Addresses and ranges as values, for IPv4 and IPv6 alike. The only folder that knows ipaddr.js. */
export { Address, addressBits, type Family, type PerFamily } from './address';
export { Cidr } from './cidr';
export { freeRange } from './free-range';
export { macOf } from './mac';
