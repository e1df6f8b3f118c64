/** What a cloud says of its machines, for their boot. */
export interface Machines {
  /**
   * Path of the cloud's own Bash functions, below this package's lib folder; every boot script has them. `locate` finds the
   * exchange and sets SELF, the name below which this machine alone writes there; `exchange_get KEY FILE`,
   * `exchange_put KEY FILE` and `exchange_remove KEY` read, write and remove an object of it; `identity` prints which
   * machine this is, as members of a JSON object (see MachineFacts); `sessions` lets the user in; `release` ends what costs
   * beside the machines. START_ANEW is in its environment: what its user does to start anew.
   */
  readonly script: string;
  /** Processor, in Debian's words. */
  readonly processor: 'amd64' | 'arm64';
  /** Machines power off after this many hours. @default they are their user's, and stay on */
  readonly ttlHours?: number;
  /**
   * What else makes another machine when it changes: hardware, place, image and firewall as the spec asks for them. All that
   * can change a result, since results of one generation count until there is another.
   */
  readonly identity: readonly unknown[];
  /** Addresses of the cloud's own that no proxy leads to, such as that of its metadata. @default none */
  readonly withoutProxy?: readonly string[];
  /** Most bytes of user data that a machine takes, before base64. */
  readonly userDataLimit: number;
}
