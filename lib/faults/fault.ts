import type { Datapath } from '../datapath';
import type { Scene } from './scene';

/** A named edit of a datapath that the checks must find and the diagnosis must name. */
export interface Fault {
  readonly name: string;
  /** What it is in the world, in a few words. */
  readonly about: string;
  /** Code of the diagnosis that must come first. */
  readonly diagnosis: string;
  /** Which packets get lost is a matter of chance, so that nothing is predicted pair by pair. @default false */
  readonly random?: boolean;
  /** The broken datapath; undefined where the one given has nothing that the fault could break. */
  apply(scene: Scene): Broken | undefined;
}

/** A datapath with a fault in it. */
export interface Broken {
  readonly datapath: Datapath;
  /** What is broken where, in a sentence. */
  readonly what: string;
}
