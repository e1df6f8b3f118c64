import { packageFile } from '../../base/render';

/** The script that takes a capture of the machine that it runs on; its head says how it gets there. */
export const captureScript = (): string => packageFile('state/capture/capture.sh');
