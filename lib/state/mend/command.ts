/** A command that is to be run on a host. */
export interface HostCommand {
  /** Name of the host in the datapath. */
  readonly host: string;
  readonly command: readonly string[];
}
