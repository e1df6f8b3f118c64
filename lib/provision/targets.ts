import { clusterTarget, localTarget } from '../base/targets';
import { clouds } from './clouds';

/**
 * Where a testbed can run: `local` in network namespaces of this machine, each cloud on machines of its own, `kubernetes` on
 * any cluster that kubectl reaches. Commands, the CDKTF app and results files take their part of it.
 */
export const targetNames: readonly string[] = [localTarget, ...clouds.map(({ name }) => name), clusterTarget];
