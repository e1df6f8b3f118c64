import type { Suspect } from '../suspect';

/** Where a packet was seen. */
interface Seen {
  readonly host: string;
  readonly link: string;
}

/** A packet that the real state lets pass, and that is lost between two places. */
export interface LostCause {
  readonly code: 'lost-on-the-way';
  /** Where it was last seen. */
  readonly after: Seen;
  /** Where it should have been seen next; absent: it should have been delivered there. */
  readonly before?: Seen;
  /** The exchange that was followed. */
  readonly from: string;
  readonly to: string;
  readonly part: Suspect;
  /** Hosts of these that have rules which could not be read. @default none */
  readonly unread?: readonly string[];
}
