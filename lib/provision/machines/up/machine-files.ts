import { createHash } from 'node:crypto';
import type { PlanNode } from '../../../plan';
import type { ClusterBoot } from '../../boot/cluster-boot';
import { etc, lines, type NodeFile } from '../../boot/node-file';

/** The list of all other files with their digests, as sha256sum(1) checks it. It is written last: where it is, all are. */
export const listPath = '/etc/testbed/files.sha256';

/** No timer ends a machine that is its user's. */
const ofRentedMachines = /\/(testbed-ttl\.timer|end\.sh)$/;

/** The files that a machine boots as a node from, the list of them last. */
export function machineFiles(boot: ClusterBoot, node: PlanNode): NodeFile[] {
  const files = boot.files(node).filter(({ path }) => !ofRentedMachines.test(path));
  const list = files.map(({ path, content }) => `${sha256(content)}  ${path}`);
  return [...files, etc(listPath.slice('/etc/testbed/'.length), lines(list))];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
