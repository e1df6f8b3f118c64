/** A node's files as cloud-init user data: one cloud-config, compressed, within EC2's limit. */
import { gzipSync, strToU8 } from 'fflate';
import { stringify } from 'yaml';
import { renderFile } from '../render';
import type { NodeFile } from './node-files';

/** EC2's limit, in bytes before base64. */
export const userDataLimit = 16_384;

/**
 * A piece of a cloud-config. A node's whole is its role's piece and then its own, as text and compressed alike: a gzip
 * file may have several members (RFC 1952, 2.2), and cloud-init reads them as one. So what all nodes of a role have is
 * printed and compressed once.
 */
export interface Piece {
  readonly files: readonly NodeFile[];
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The start of the cloud-config, the same on every node of a role. */
export function rolePiece(files: readonly NodeFile[]): Piece {
  return piece(files, renderFile('aws/bootstrap/cloud-config.yaml', { files: writeFiles(files) }));
}

/** The end of the cloud-config, which is the node's own. */
export function nodePiece(nodeName: string, files: readonly NodeFile[]): Piece {
  return piece(
    files,
    renderFile('aws/bootstrap/cloud-config-node.yaml', { nodeName, files: writeFiles(files) }),
  );
}

function piece(files: readonly NodeFile[], text: string): Piece {
  return { files, text, bytes: compress(text) };
}

/** Items of `write_files`. */
function writeFiles(files: readonly NodeFile[]): string {
  return stringify(files, { lineWidth: 0 });
}

/**
 * The cloud-config compressed and in base64: Terraform would read `${` and `%{` in plain text as its own. Compressed by
 * a library in JavaScript and not by Node's zlib, whose bytes differ from one processor to the next, and different bytes
 * would replace all machines. cloud-init unpacks it by itself.
 * @throws Error where it does not fit, with the size of each file
 */
export function encodeUserData(nodeName: string, pieces: readonly Piece[]): string {
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  if (bytes.length <= userDataLimit) return bytes.toString('base64');
  const parts = pieces
    .flatMap(({ files }) => files)
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
