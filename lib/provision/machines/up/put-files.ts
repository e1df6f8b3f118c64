import { packageFile } from '../../../base/render';
import type { NodeFile } from '../../boot/node-file';
import { shAsRoot } from '../as-root';
import type { Connected } from '../remote';
import { listPath } from './machine-files';

const checking = 'cmp -s - "$1" && sha256sum --check --status "$1" 2>/dev/null && echo same || echo other';

/**
 * Puts a machine's files where they belong, each whole or not at all.
 * @returns whether some were not there yet, or were others
 */
export async function putFiles(on: Connected, files: readonly NodeFile[]): Promise<boolean> {
  const list = files.find(({ path }) => path === listPath);
  if (!list) throw new Error('a list of the files is one of them');
  if ((await shAsRoot(on, checking, [listPath], list.content)).trim() === 'same') return false;
  const others = files.filter((file) => file !== list);
  await shAsRoot(on, packageFile('provision/machines/files/keep.sh'), [
    listPath,
    ...others.map(({ path }) => path),
  ]);
  for (const { path, permissions, content } of [...others, list])
    await on.remote.putFile(path, content, permissions);
  return true;
}
