/** The real state of some hosts, held against the computed one: what reports, causes and `explain` are made from. */
import type { Datapath } from '../datapath';
import { diff } from './diff/diff';
import type { Difference } from './diff/difference';
import { generalNoise } from './diff/general-noise';
import { type Expected, type Noise, sifted } from './diff/noise';
import { type Matters, matters } from './effect/matters';
import { type Finding, findings, type OwnerOf } from './findings';
import type { Gap } from './read/read-host';
import { realDatapath } from './real/real-datapath';
import type { ReadHosts } from './real/wires';

/** Where a reading comes from, and what is known of it beforehand. */
export interface ReadingOptions {
  /** The lab, the cluster, or the files. */
  readonly source: string;
  /** RFC 3339. */
  readonly takenAt: string;
  /** Links that are assumed to be as computed, as `host link`. @default none */
  readonly untold?: ReadonlySet<string>;
  /** Differences that are to be expected. @default none */
  readonly noise?: readonly Noise[];
  /** Whose entries are those that nobody computed. @default nobody knows */
  readonly ownerOf?: OwnerOf;
}

/** Where a packet was last seen, and where it should have been seen next. */
export interface LostBetween {
  readonly after: { readonly host: string; readonly link: string };
  readonly before?: { readonly host: string; readonly link: string };
}

/** What was read of machines. */
export interface Reading {
  readonly source: string;
  readonly takenAt: string;
  /** The real state; hosts that were not read are as computed. */
  readonly real: Datapath;
  /** By host: what was read, in the order of the datapath. */
  readonly hosts: readonly { readonly name: string; readonly gaps: readonly Gap[] }[];
  /** Entries that both states have alike. */
  readonly equal: number;
  readonly expected: readonly Expected[];
  readonly differences: readonly Difference[];
  readonly matters: Matters;
  readonly findings: readonly Finding[];
  /** Where a packet is lost that the real state lets pass. @default none was followed */
  readonly lost?: LostBetween;
}

/** Reads machines against their computed state. @param read by the hosts' names in the computed state */
export function reading(computed: Datapath, read: ReadHosts, options: ReadingOptions): Reading {
  const { source, takenAt, noise = [], untold, ownerOf = () => undefined } = options;
  const real = realDatapath(computed, read, untold);
  const { differences, equal } = diff(computed, real);
  const felt = matters(computed, real, differences);
  const { expected, left } = sifted(differences, felt, [...noise, ...generalNoise(computed, read)]);
  return {
    source,
    takenAt,
    real,
    hosts: computed.hosts.flatMap(({ name }) => {
      const seen = read.get(name);
      return seen ? [{ name, gaps: seen.gaps }] : [];
    }),
    equal,
    expected,
    differences: left,
    matters: felt,
    findings: findings(real, differences, ownerOf),
  };
}
