import type { Difference } from '../diff/difference';

/** Whether packets can feel it that never come to the host: by who answers for an address, or which machine is which. */
export function isFeltFromAfar(one: Difference): boolean {
  switch (one.kind) {
    case 'address':
      return true;
    case 'link':
      return one.change === 'extra' && (one.real?.addresses.length ?? 0) > 0;
    case 'setting':
      return one.key.endsWith(' mac');
    case 'sysctl':
      return one.key.endsWith('/proxy_arp');
    default:
      return false;
  }
}
