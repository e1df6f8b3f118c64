import { existsSync, readlinkSync } from 'node:fs';

/** Arguments of nsenter(1) that lead into a lab: into its users too, where it has its own. */
export function nsenterArguments(holderPid: number): string[] {
  const own = namespaceOf('self');
  const user = own !== namespaceOf(String(holderPid)) ? ['--user', '--preserve-credentials'] : [];
  return ['--target', String(holderPid), ...user, '--mount', '--net', '--pid', '--'];
}

function namespaceOf(pid: string): string | undefined {
  const path = `/proc/${pid}/ns/user`;
  return existsSync(path) ? readlinkSync(path) : undefined;
}
