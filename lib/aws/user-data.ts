/** A node's files as cloud-init user data: one cloud-config, compressed, within EC2's limit. */
import { gzipSync, strToU8 } from 'fflate';
import { stringify } from 'yaml';
import { renderFile } from '../render';
import type { NodeFile } from './node-files';

/** EC2's limit, in bytes before base64. */
export const userDataLimit = 16_384;

/** The cloud-config as text, as the node will see it. */
export function cloudConfig(nodeName: string, files: readonly NodeFile[]): string {
  return renderFile('aws/bootstrap/cloud-config.yaml', { nodeName, files: files.map(printed).join('') });
}

const known = new Map<string, string>();

/** An item of `write_files`. Most files are the same on every node, and printing YAML takes time. */
function printed(file: NodeFile): string {
  const key = `${file.path} ${file.permissions} ${file.content}`;
  const text = known.get(key) ?? stringify([file], { lineWidth: 0 });
  known.set(key, text);
  return text;
}

/**
 * The cloud-config compressed and in base64: Terraform would read `${` and `%{` in plain text as its own. Compressed by
 * a library in JavaScript and not by Node's zlib, whose bytes differ from one processor to the next, and different bytes
 * would replace all machines. cloud-init unpacks it by itself.
 * @throws Error where it does not fit, with the size of each file
 */
export function encodeUserData(nodeName: string, text: string, files: readonly NodeFile[]): string {
  const bytes = compress(text);
  if (bytes.length <= userDataLimit) return Buffer.from(bytes).toString('base64');
  const parts = files
    .map(({ path, content }) => ({ path, size: compress(content).length }))
    .sort((a, b) => b.size - a.size)
    .map(({ path, size }) => `${path} ${size}`);
  throw new Error(
    `user data of ${nodeName} is ${bytes.length} bytes compressed, and EC2 takes ${userDataLimit}. Largest files, compressed each on its own: ${parts.slice(0, 5).join(', ')}. Move them to the bucket's assets, or use fewer nodes.`,
  );
}

function compress(text: string): Uint8Array {
  return gzipSync(strToU8(text), { level: 9, mtime: 0 });
}
