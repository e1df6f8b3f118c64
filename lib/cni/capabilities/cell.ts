/** What is known of one capability of one CNI in one mode, with the version that it holds for and where it was read. */
import type { CapabilityId } from './capability';

interface Sourced {
  /** Of the CNI: the one that real clusters get. */
  readonly version: string;
  /** The page or file that says so. */
  readonly source: string;
  /** What one should know besides, in a few words. @default nothing */
  readonly note?: string;
}

/** Whether it has the capability. */
export interface Claim extends Sourced {
  /** `partly`: the note says how far. */
  readonly has: boolean | 'partly';
  /** First version that had it. @default not known, or not worth saying */
  readonly since?: string;
  /** What must be set beside what the testbed installs. @default nothing */
  readonly setting?: string;
}

/** No source was found that says so or denies it for this version. */
export interface Unverified {
  readonly has: 'unverified';
  readonly version: string;
  /** What is not known, or where it was looked for. */
  readonly note: string;
}

/** The oldest Linux kernel that its makers name. */
export interface KernelFloor extends Sourced {
  /** Such as 5.10. */
  readonly least: string;
}

/** What is known of a capability that one has or has not. */
export type Cell = Claim | Unverified;

/** What is known of the kernel that it asks for. */
export type KernelCell = KernelFloor | Unverified;

/** A cell for every capability: one that lacks does not compile. */
export type Capabilities = {
  readonly [Id in CapabilityId]: Id extends 'kernel' ? KernelCell : Cell;
};
