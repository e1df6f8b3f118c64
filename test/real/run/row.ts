/** What one cluster showed, in figures: a row of docs/real.md. */
import { predictionReach, type Results } from '../../../lib/results';
import { type Configuration, nameOf } from './configuration';

/** A row. Times are in seconds. */
export interface Row {
  readonly name: string;
  readonly cni: string;
  readonly mode: string;
  readonly dataPlane: string;
  readonly ipFamily: Configuration['ipFamily'];
  readonly nodes: number;
  /** kube-proxy's mode, or `none` where the CNI does its work. */
  readonly kubeProxy: string;
  /** Whether the cluster has policies of the whole cluster, and the CNI is told so. */
  readonly clusterPolicies: boolean;
  readonly pass: number;
  readonly fail: number;
  readonly skip: number;
  /** Outcomes that were predicted, and those that came otherwise. */
  readonly predicted: number;
  readonly mispredicted: number;
  /** Differences of kernel state: those that change a packet's way, those without a reason, those that were expected. */
  readonly differences: { readonly matter: number; readonly other: number; readonly expected: number };
  readonly seconds: { readonly cluster: number; readonly install: number; readonly suite: number };
  /** Day of the run, UTC. */
  readonly date: string;
}

/** Figures of a run. */
export function rowOf(
  configuration: Configuration,
  results: Results,
  seconds: Row['seconds'],
  kubeProxy: string,
): Row {
  const { cni, checks, summary, state, startedAt } = results;
  const diff = state?.diff ?? [];
  return {
    name: nameOf(configuration),
    cni: cni.name,
    mode: cni.mode,
    dataPlane: cni.dataPlane,
    ipFamily: configuration.ipFamily,
    nodes: configuration.nodes,
    kubeProxy,
    clusterPolicies: configuration.clusterPolicies ?? false,
    pass: summary.pass,
    fail: summary.fail,
    skip: summary.skip,
    predicted: predictionReach(checks).predicted,
    mispredicted: summary.mispredicted,
    differences: {
      matter: diff.filter(({ matters }) => matters).length,
      other: diff.filter(({ matters, noise }) => !matters && !noise).length,
      expected: diff.filter(({ noise }) => noise).length,
    },
    seconds,
    date: startedAt.slice(0, 10),
  };
}
