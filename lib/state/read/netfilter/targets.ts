import type { Address } from '../../../net';

/** New ends of a packet that are named one by one. */
const most = 256;

/** What a packet's new end may be. */
type Target = { readonly address?: Address; readonly port?: number };

/** Every pair of an address and a port of the ranges, of which a packet gets one; undefined where they are too many. */
export function targetsBetween(
  addresses: readonly [Address, Address] | undefined,
  ports: readonly [number, number] | undefined,
): Target[] | undefined {
  const addressCount = addresses ? addresses[1].value - addresses[0].value + 1n : 1n;
  const portCount = ports ? ports[1] - ports[0] + 1 : 1;
  const count = addressCount * BigInt(Math.max(0, portCount));
  if (count < 1n || count > BigInt(most) || (!addresses && !ports)) return undefined;
  return Array.from({ length: Number(count) }, (_, i) => ({
    ...(addresses && { address: addresses[0].plus(Math.floor(i / portCount)) }),
    ...(ports && { port: ports[0] + (i % portCount) }),
  }));
}
