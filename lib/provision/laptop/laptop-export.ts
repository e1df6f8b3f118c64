/** Files and commands for a cluster on one's own machine. */
export interface LaptopExport {
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  /** Its name in the kubeconfig. */
  readonly context: string;
  /** The command that makes the cluster, with the files in that folder. */
  create(folder: string): readonly string[];
  /** The command that removes it. */
  readonly remove: readonly string[];
}
