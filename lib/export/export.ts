/**
 * The contract of an export: what a fabric's own installer takes, made from the plan. Adding one is one folder beside aci/ and
 * one line in index.ts. Nothing in it contacts anything: names and secrets that no plan knows are options or placeholders.
 */
import type { Problem } from '../plan';
import type { PlannedTestbed } from '../testbed';
import type { ExportOptions, GivenOptions } from './options';

/** What a range becomes on the fabric. */
export interface RangeUse {
  /** Whose range it is, such as `pods of worker-1`. */
  readonly what: string;
  readonly range: string;
  /** Where the installer takes it, such as `net_config.pod_subnet`. */
  readonly becomes: string;
}

/** An export of one plan. */
export interface PreparedExport {
  /** Why the files would be wrong: of the plan, of options, and of what the installer itself would not see. */
  readonly problems: readonly Problem[];
  /** What the fabric does not promise of the plan, a sentence each: every file begins with them. */
  readonly notes: readonly string[];
  readonly ranges: readonly RangeUse[];
  /** The files by name; only where there are no problems. */
  files(): Readonly<Record<string, string>>;
  /** What to run then, with the files in that folder. */
  next(folder: string): readonly (readonly string[])[];
}

/** A fabric that takes a plan. */
export interface FabricExport {
  readonly name: string;
  /** Other names that it answers to. */
  readonly aliases: readonly string[];
  /** The product, for people. */
  readonly title: string;
  /** What is written, in a few words. */
  readonly about: string;
  /** Whether it takes a plan of IPv6 alone. @default it does not, or nobody has read that it does */
  readonly ipv6Alone?: true;
  /** Flags for what the plan cannot know. */
  readonly options: ExportOptions;
  prepare(cluster: PlannedTestbed, given: GivenOptions): PreparedExport;
}
