import type { ExecResult } from '../../base/exec';
import type { NodeRole } from '../../plan';
import type { Place } from '../exchange/exchange';

/** A machine of a stack that runs, as its cloud knows it. */
export interface Machine {
  /** Name of the planned node that it is. */
  readonly node: string;
  readonly role: NodeRole;
  /** What the cloud calls it, such as i-0123456789abcdef0. */
  readonly id: string;
  /** Such as c6in.8xlarge. @default the cloud has no types */
  readonly instanceType?: string;
  /** Name of its placement group; empty: it is in none. @default the cloud has no such groups */
  readonly placementGroup?: string;
}

/** A program with what it is started with. */
export interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program of the user's machine, and what to do where it is missing. */
export interface NeededProgram {
  readonly program: string;
  readonly remedy: string;
  /** Whether it takes part only where a port is forwarded. @default scripts take it too */
  readonly onlyForwards?: boolean;
}

/** How a cloud's user gets at machines that listen to nobody. */
export interface CloudReach {
  /** Programs that it takes on the user's machine. */
  readonly programs: readonly NeededProgram[];
  /** The machines of a stack that run. @throws TargetError where the cloud cannot be asked, or they are another stack's */
  machines(place: Place, stack: string): Promise<readonly Machine[]>;
  /**
   * Runs a script of `sh` as root on a machine, to its end. Clouds keep scripts and what they print for whoever may read
   * it there, so nothing secret may go either way.
   * @throws TargetError where it cannot be run
   */
  run(place: Place, machine: Machine, script: string): Promise<ExecResult>;
  /**
   * What makes a port of 127.0.0.1 here lead to one of the machine's own. It listens nowhere else, starts no program that
   * leaves its process group, and runs until SIGINT.
   */
  forwarding(place: Place, machine: Machine, ports: ForwardedPorts): Invocation;
}

/** Which port leads where. */
export interface ForwardedPorts {
  /** Of 127.0.0.1 on this machine. */
  readonly local: number;
  /** Of localhost on the other. */
  readonly remote: number;
}
