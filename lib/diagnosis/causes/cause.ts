/** Causes of failures, as codes with the details that name them; the `…-text.ts` files put them and their remedies in words. */
import type { AddressCause } from './address-cause';
import type { OfCode } from './cause-words';
import type { DropCause } from './drop-cause';
import type { EntryCause } from './entry-cause';
import type { LostCause } from './lost-cause';
import type { NameCause } from './name-cause';
import type { PatternCause } from './pattern-cause';
import type { ServiceCause } from './service-cause';
import type { SizeCause } from './size-cause';
import type { SourceCause } from './source-cause';

/** A cause with its details. Names of hosts are the datapath's; `where` is a pod's id where the host is a pod. */
export type Cause =
  | EntryCause
  | LostCause
  | DropCause
  | AddressCause
  | SourceCause
  | SizeCause
  | PatternCause
  | NameCause
  | ServiceCause;

/** The cause of a code. */
export type CauseOf<Code extends Cause['code']> = OfCode<Code, Cause>;
