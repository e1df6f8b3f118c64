import type { NatRow } from '../results';

/** A pod on the host's network sends from the node's own stack: where it was not asked apart, the node speaks for it. */
export function flowWords(nat: readonly NatRow[]): (flow: string) => string {
  const apart = nat.some(({ flow }) => flow.startsWith('host-network pod'));
  return (flow) => (apart ? flow : flow.replace(/^node → pod/, 'node, host-network pod → pod'));
}
