/** What a cloud says of its machines, for their boot. */
export interface Machines {
  /**
   * Path of the cloud's own Bash functions, below this package's lib folder; every boot script has them. `locate` finds the
   * exchange, `exchange METHOD KEY [curl arguments]` reads and writes an object of it, `sessions` lets the user in.
   */
  readonly script: string;
  /** Processor, in Debian's words. */
  readonly processor: 'amd64' | 'arm64';
  /** Machines power off after this many hours. */
  readonly ttlHours: number;
  /** What else makes another machine when it changes, such as the image that the spec asks for. */
  readonly identity: readonly unknown[];
  /** Most bytes of user data that a machine takes, before base64. */
  readonly userDataLimit: number;
}
