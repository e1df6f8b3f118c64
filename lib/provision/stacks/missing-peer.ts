/** For whoever imports the constructs and lacks what they are made of: only apps that build stacks need it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageName, packageRoot } from '../../base/package-root';

/** The tools that have an entry of the package each. */
export type StackTool = 'cdktf' | 'cdktn';

/** The error to throw where an entry cannot be loaded: the same, or one that says which packages to install. */
export function missingPeer(error: unknown, tool: StackTool): unknown {
  const peers = peersOf(tool);
  const missing = Object.keys(peers).filter((name) => isMissing(error, name));
  if (missing.length === 0) return error;
  const wanted = Object.entries(peers).map(([name, range]) => `"${name}@${range}"`);
  const text = `${packageName}/${tool} needs ${missing.join(', ')}, which is not installed: npm install ${wanted.join(' ')}`;
  return Object.assign(new Error(text, { cause: error }), { code: 'MODULE_NOT_FOUND' });
}

/** The packages that an app of the tool has, with the versions that this one works with. */
function peersOf(tool: StackTool): Record<string, string> {
  const { peerDependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const names = [tool, `@${tool}/provider-aws`, 'constructs'];
  return Object.fromEntries(names.map((name) => [name, peerDependencies[name]]));
}

/** Node names what it was asked for, such as `@cdktf/provider-aws/lib/vpc`, at the start of its message. */
function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'MODULE_NOT_FOUND') return false;
  const asked = /^Cannot find module '([^']+)'/.exec(error.message)?.[1];
  return asked === name || (asked?.startsWith(`${name}/`) ?? false);
}
