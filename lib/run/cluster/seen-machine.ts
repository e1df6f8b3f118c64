/** What a node's kubelet said of its machine while the Jobs ran. */
export interface SeenMachine {
  readonly node: string;
  /** Of the operating system's installation. */
  readonly machineId: string;
  readonly bootId: string;
  /** Release of its kernel. */
  readonly kernel: string;
}
