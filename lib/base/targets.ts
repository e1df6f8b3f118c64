/**
 * Where a testbed can run: `local` in network namespaces of this machine, `aws` on virtual machines of EC2, `kubernetes` on
 * any cluster that kubectl reaches. This is the one list; commands, the CDKTF app and results files take their part of it.
 */
export const targetNames = ['local', 'aws', 'kubernetes'] as const;

/** A target, by its name. */
export type TargetName = (typeof targetNames)[number];

/** In place of a target: nothing was measured, and packets were walked over the computed state. */
export const notMeasured = 'predicted';

/** What a results file says of where its checks were made (`cni-testbed/results/v1`). */
export type RecordedTarget = TargetName | typeof notMeasured;
