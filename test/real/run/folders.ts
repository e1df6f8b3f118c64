/** Where things are. */
import { join } from 'node:path';
import { packageRoot } from '../../../lib/base/package-root';

/** Sources of clusters: scripts that run in nodes, and programs that stand for others. */
export const clusterSources = join(packageRoot, 'test/real/cluster');

/** Values that tell the CNI's chart that there are policies of the whole cluster. */
export const clusterPolicyValues = join(clusterSources, 'stand-ins/values/cluster-policies.yaml');

/** What clusters showed: one compressed results file for each, and figures of all. */
export const recordedFolder = join(packageRoot, 'test/real/recorded');

/** Clusters that were measured in turns. */
export const recordedMeasurements = join(packageRoot, 'test/measure/recorded/clusters.json');

/** The product as users have it. */
export const product = join(packageRoot, 'dist/testbed.js');

/** Answers probes outside of the cluster. */
export const proberProgram = join(packageRoot, 'dist/job-prober.js');
