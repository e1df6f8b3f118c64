/** What the manifests of measuring are made from. */
export interface MeasureManifest {
  readonly namespace: string;
  /** Image with Node 20 or later as `node`. */
  readonly image: string;
  /** Image with iperf3, where that makes the bulk measurements. @default it does not */
  readonly engineImage?: string;
  /** Names of the nodes that take part. */
  readonly nodes: readonly string[];
  /** Behind how many policies there are servers too. */
  readonly policies: readonly number[];
  /** Whether new pods are born under a policy. */
  readonly isolation: boolean;
  /** Whether Jobs stay when they have ended. */
  readonly keep: boolean;
}
