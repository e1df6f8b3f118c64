/** A machine's exchange: a folder that only root reads. Objects go over standard input and output, never on a command line. */
import { shAsRoot } from '../as-root';
import type { Connected } from '../remote';

/** Where boot scripts have it (files/cloud.sh). */
export const exchangeFolder = '/var/lib/testbed/exchange';

const listing = '[ -d "$1" ] || exit 0; exec find "$1" -type f ! -name "*.part" -printf "%P\\t%T@ %s\\n"';

/** Keys that start so, each with a tag that changes with the content. */
export async function listObjects(on: Connected, prefix = ''): Promise<Map<string, string>> {
  const text = await shAsRoot(on, listing, [exchangeFolder]);
  const entries = text.split('\n').flatMap((line) => {
    const [key = '', tag] = line.split('\t');
    return tag !== undefined && key.startsWith(prefix) ? [[key, tag] as const] : [];
  });
  return new Map(entries);
}

/** The object's text; `undefined` where there is none. */
export function readObject({ remote }: Connected, key: string): Promise<string | undefined> {
  return remote.getFile(placeOf(key));
}

/** Whoever reads meanwhile reads the old one. */
export async function putObject(on: Connected, key: string, content: string): Promise<void> {
  const place = placeOf(key);
  await shAsRoot(on, 'umask 077 && mkdir -p "$(dirname "$1")"', [place]);
  await on.remote.putFile(place, content, '0600');
}

/** None is fine. */
export async function removeObject(on: Connected, key: string): Promise<void> {
  await shAsRoot(on, 'rm -f "$1"', [placeOf(key)]);
}

/** @throws Error where the key leads out of the folder */
function placeOf(key: string): string {
  if (!/^[\w.:-]+(\/[\w.:-]+)*$/.test(key) || key.split('/').includes('..'))
    throw new Error(`${JSON.stringify(key)} is no key of an exchange`);
  return `${exchangeFolder}/${key}`;
}
