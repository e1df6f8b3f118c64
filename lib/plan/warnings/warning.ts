import type { Cidr } from '../../net';
import type { Move, Wrong } from '../problem';

/** Kinds of warnings, each with what a program may need to know of it beside the field. */
type Kind =
  /** Docker makes networks there. Where the range could be instead; none where no private range is free. */
  | { readonly code: 'dockers-pool'; readonly moves: readonly Move[] }
  | { readonly code: 'class-e' }
  /** A card with another MTU than the others'. */
  | { readonly code: 'mixed-mtu' }
  /** Packets as large as cards and pods send do not get through the way out. */
  | { readonly code: 'outside-mtu' }
  /** The private range that is one slip away. @default none, or more than one */
  | { readonly code: 'public-range'; readonly meant?: Cidr }
  /** Pods that fit in a node's share, and those that a kubelet takes by default. */
  | { readonly code: 'few-pods'; readonly fit: number; readonly limit: number };

/** Something in a spec that works in itself, and likely not as it was meant. It has the texts that a problem has. */
export type Warning = Wrong & Kind;
