import { packageFile } from '../../base/render';

/**
 * The script that takes a capture of the machine that it runs on; its head says how it gets there.
 * @param folders of agents, to say whether they are there
 */
export function captureScript(folders: readonly string[] = []): string {
  const script = packageFile('state/capture/capture.sh');
  return script.replace(/^folders= +/m, () => `folders='${folders.join(' ')}' `);
}
