import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { NetworkInterface } from './report';

/** This network namespace's interfaces, loopback left out, with their MTU. */
export function interfaces(): NetworkInterface[] {
  return Object.entries(networkInterfaces())
    .filter(([, list]) => list?.some(({ internal }) => !internal))
    .map(([name, list]) => ({
      name,
      mtu: mtuOf(name),
      addresses: (list ?? []).map(({ address }) => address),
    }));
}

function mtuOf(name: string): number | undefined {
  try {
    return Number(readFileSync(`/sys/class/net/${name}/mtu`, 'utf8'));
  } catch {
    return undefined;
  }
}
