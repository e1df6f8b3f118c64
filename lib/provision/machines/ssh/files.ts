/** Files of a machine, over the standard input and output of commands. */
import { packageFile } from '../../../base/render';
import type { Machine } from './machine';
import { SshError } from './ssh-error';

/** What the scripts end with where it is the connection's or the file's fault that they cannot go on. */
const notThere = 44;

const scriptOf = (name: string) => packageFile(`provision/machines/ssh/${name}`);

/** Writes a file, whole or not at all: its length is said before, so that a connection that ends leaves no half. */
export async function putFile(machine: Machine, path: string, content: string | Buffer, mode: string) {
  const { code, stderr } = await machine.run(
    ['/bin/sh', '-c', scriptOf('put-file.sh'), 'sh', path, mode, `${Buffer.byteLength(content)}`],
    { input: content, sudo: true },
  );
  if (code !== 0) throw new SshError(machine, { code: 'file', action: 'write', path, said: stderr });
}

/** The text of a file; undefined where there is none. */
export async function getFile(machine: Machine, path: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await machine.run(['/bin/sh', '-c', scriptOf('get-file.sh'), 'sh', path], {
    sudo: true,
  });
  if (code === notThere) return undefined;
  if (code !== 0) throw new SshError(machine, { code: 'file', action: 'read', path, said: stderr });
  return stdout;
}
