/** An address of the loopback interface that no other test process has, so that fixed ports are free. @param last 1 to 254 */
export const ownLoopback = (last: number): string =>
  `127.${1 + ((process.pid >> 8) % 254)}.${process.pid & 255}.${last}`;
