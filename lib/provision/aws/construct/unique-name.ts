import { Fn } from '../../stacks/cdktf';
import { shortName } from '../names';

/**
 * A name that no other cluster of the account has, whatever that is called: for parts to which AWS gives no suffix of its
 * own. It ends with a digest of the bucket's, which AWS made.
 */
export function uniqueName(name: string, most: number, bucket: string): string {
  return `${shortName(name, most - 9)}-${Fn.substr(Fn.sha256(bucket), 0, 8)}`;
}
