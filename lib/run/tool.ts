import { packageVersion } from '../base/package-root';

/** Name and version of this tool, as results files record it. */
export const tool = `cni-testbed ${packageVersion}`;
