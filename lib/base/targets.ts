/**
 * Where a testbed can run: in network namespaces of this machine, on any cluster that kubectl reaches, or on a cloud, which
 * provision/clouds.ts lists by name. Commands, the CDKTF app and results files take their part of these.
 */
export const localTarget = 'local';
export const clusterTarget = 'kubernetes';

/** In place of a target: nothing was measured, and packets were walked over the computed state. */
export const notMeasured = 'predicted';
