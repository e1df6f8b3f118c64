/**
 * Where a testbed can run: in network namespaces of this machine, on any cluster that kubectl reaches, or on a cloud, which
 * provision/clouds.ts lists by name. Commands, the CDKTF app and results files take their part of these.
 */

/** Network namespaces of this machine. */
export const localTarget = 'local';

/** Any cluster that kubectl reaches. */
export const clusterTarget = 'kubernetes';

/** In place of a target: nothing was measured, and packets were walked over the computed state. */
export const notMeasured = 'predicted';
