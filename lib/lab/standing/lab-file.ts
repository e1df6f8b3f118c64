import { join } from 'node:path';
import { userFolder } from '../../base/user-folder';

/** The file of the lab with that name. @throws TargetError where this user has no folder for it */
export function labFile(name: string): string {
  return join(userFolder(), `${name}.json`);
}
