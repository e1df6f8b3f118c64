import type { Suspect } from '../suspect';
/** What is wrong with addresses and ranges, as endpoints and Node objects have them. */
export type AddressCause =
  | {
      readonly code: 'duplicate-address';
      readonly addresses: readonly { readonly address: string; readonly endpoints: readonly string[] }[];
      /** How many more addresses are used twice. */
      readonly more: number;
      /** What has them. */
      readonly kind: 'pod' | 'node';
      /** All are of one range, which several nodes have on bridges of their own. */
      readonly sharedRange: boolean;
    }
  | {
      readonly code: 'address-outside-range';
      readonly endpoints: readonly string[];
      readonly address: string;
      readonly within: string;
    }
  | {
      /** An endpoint does not have its planned address. */
      readonly code: 'address-missing';
      readonly endpoint: string;
      readonly planned: string;
      readonly has: readonly string[];
      readonly suspects: readonly Suspect[];
    }
  | {
      /** Nodes that have one share of the pod network, as their objects say. */
      readonly code: 'shares-equal';
      readonly share: string;
      readonly nodes: readonly string[];
    }
  | {
      /** Nodes that have no share of the pod network, as their objects say. */
      readonly code: 'shares-missing';
      readonly nodes: readonly string[];
    }
  | {
      /** Nodes whose agents announce one address or MAC address. */
      readonly code: 'announced-equal';
      readonly what: 'address' | 'mac';
      readonly value: string;
      readonly nodes: readonly string[];
    }
  | {
      /** Tunnels of all nodes that end at one address, which is no node's. */
      readonly code: 'tunnel-ends-equal';
      readonly address: string;
      readonly nodes: readonly string[];
    }
  | {
      /** A node whose agent announces another address than its Node object has. */
      readonly code: 'announced-other';
      readonly node: string;
      readonly announced: string;
      readonly address: string;
    };
