import type { Drop } from '../../datapath';
import type { Family } from '../../net';
import type { Place } from '../scope/place';
import type { Suspect } from '../suspect';
import type { Example } from './example';

/** What is wrong with the sizes of packets. */
export type SizeCause =
  | {
      readonly code: 'mtu-black-hole';
      readonly pairs: number;
      readonly seen: Example;
      /** Where a packet one byte larger than what passes is dropped. */
      readonly drop?: Drop;
      readonly place?: Place;
      /** Largest packet that passes there, in bytes. */
      readonly passes?: number;
      /** Only this family's vanish. */
      readonly family?: Family;
      readonly suspects: readonly Suspect[];
    }
  | {
      /** A node's card takes smaller packets than the others'. */
      readonly code: 'card-mtu';
      readonly node: string;
      /** Its name, where it was seen. */
      readonly link?: string;
      /** In bytes. */
      readonly mtu: number;
      readonly others: number;
      readonly pairs: number;
    }
  | {
      /** All nodes' cards take smaller packets than the plan says, in bytes. */
      readonly code: 'underlay-mtu';
      readonly mtu: number;
      readonly planned: number;
      readonly pairs: number;
    }
  | {
      readonly code: 'frag-needed-suppressed';
      readonly pairs: number;
      readonly seen: Example;
      readonly drop: Drop;
      readonly host: string;
      readonly rule: string;
    }
  | {
      readonly code: 'mtu-too-high';
      readonly pairs: number;
      readonly seen: Example;
      readonly drop?: Drop;
      /** MTU that fits, in bytes. */
      readonly fits?: number;
    }
  | {
      /** Only packets that leave the cluster are held back. */
      readonly code: 'outside-mtu';
      readonly pairs: number;
      readonly seen: Example;
      /** What passes there, and between the nodes, in bytes. */
      readonly passes: number;
      readonly inside: number;
    }
  | {
      readonly code: 'mtu-wasteful';
      readonly pairs: number;
      readonly seen: Example;
      readonly fits?: number;
      readonly place?: Place;
      /** The nodes' own packets are as small: pods have no part in it. */
      readonly bare?: true;
    };
