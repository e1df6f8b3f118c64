/** How `ssh` gets at a machine: what is not given here is what the user's own configuration of it says. */
export interface SshTarget {
  /** Name or address, or an alias of the user's configuration. */
  readonly host: string;
  /** User on the machine. @default what ssh's configuration says, or the user's own name */
  readonly user?: string;
  /** Port of its server. @default what ssh's configuration says, or 22 */
  readonly port?: number;
  /** File of the private key, which alone is then tried. @default those of the agent and of ssh's configuration */
  readonly key?: string;
  /** File of a configuration in place of the user's own, as `vagrant ssh-config` prints it. @default the user's own */
  readonly config?: string;
}

/** A machine to connect to. */
export interface MachineTarget {
  /** Name of the planned node that it is. */
  readonly name: string;
  readonly ssh: SshTarget;
}
