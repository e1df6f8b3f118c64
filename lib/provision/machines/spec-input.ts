/** The list of machines in a spec as its user writes it; test/docs/spec-input.test.ts writes it from the schema. */

import type { SourcesInput } from '../sources/spec-input';

/** The part of a spec that is about machines that one has. */
export interface MachinesPartInput {
  /** The machines, one for each node of the plan. @default none */
  readonly hosts?: readonly MachineInput[];
  /** File that lists them in place of hosts: such a list, or an inventory of Ansible's. @default none */
  readonly inventory?: string;
  /** Where they fetch packages, images and charts. @default where their makers have them */
  readonly sources?: SourcesInput;
}

/** A machine that one has. */
export interface MachineInput {
  /** Name of the node that the machine becomes: control-plane-1, worker-1, …, or any, where its address is given. */
  readonly name: string;
  /** The address that the machine has as a node. @default ssh.host, where it is in a zone's network; else the plan's */
  readonly nodeAddress?: string;
  /** Its IPv6 twin. @default likewise */
  readonly nodeAddressIPv6?: string;
  /** What it does. @default as names such as control-plane-1 and worker-1 say it */
  readonly role?: 'control-plane' | 'worker';
  /** Name of its zone. @default the one whose network has its address */
  readonly zone?: string;
  /** How ssh gets at it. */
  readonly ssh: MachineSshInput;
}

/** How ssh gets at a machine. */
export interface MachineSshInput {
  /** Name or address of the machine, or an alias of your ssh configuration. */
  readonly host: string;
  /** User to log in as. @default what your ssh configuration says */
  readonly user?: string;
  /** Port of its SSH server. @default what your ssh configuration says */
  readonly port?: number;
  /** File of the private key. @default what agent and ssh configuration offer */
  readonly key?: string;
  /** File of an ssh configuration in place of your own, such as what `vagrant ssh-config` prints. @default your own */
  readonly config?: string;
}
