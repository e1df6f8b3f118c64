import type { Link } from '../../../datapath';

/** A device as it is drawn. */
export interface DrawnDevice {
  readonly name: string;
  /** `bridge`, `vxlan`, … */
  readonly type: string;
  readonly addresses: readonly string[];
  readonly mtu: number;
  readonly down: boolean;
  /** What of it differs in the real state, so that packets fare otherwise. */
  readonly felt: readonly string[];
  /** Of a node's card: the network that it is in. */
  readonly network?: 'nodes' | 'nat' | 'subnet';
}

const kindOfCard = { nodes: 'uplink', nat: 'NAT', subnet: 'subnet' } as const;

/** What it is, in a word. */
export const kindText = ({ network, type }: Pick<DrawnDevice, 'network' | 'type'>): string =>
  network ? kindOfCard[network] : type;

/** A link as it is drawn. */
export function device(link: Link, felt: readonly string[]): DrawnDevice {
  const { name, type, addresses, mtu } = link;
  return {
    name,
    type: type.replace('-flow', ''),
    addresses: addresses.map(({ address, prefix }) => `${address}/${prefix}`),
    mtu,
    down: link.up === false,
    felt,
  };
}
