/** A node's files as cloud-init user data: one cloud-config, compressed. */
import { gzipSync, strToU8 } from 'fflate';
import { stringify } from 'yaml';
import { renderFile } from '../../base/render';
import { SpecError } from '../../plan';
import type { NodeFile } from './node-file';
import { roleFiles } from './role-files';
import type { BootRole } from './steps';

/** Texts up to this length, in characters, are stored as they are: packing them takes longer than all else of a node. */
const storedUpTo = 4096;

/**
 * A piece of a cloud-config: what follows one another, as text and as gzip alike, is a node's whole. (A gzip file may have
 * several members, RFC 1952 2.2, and cloud-init reads them as one.) So what many nodes have is printed and packed once.
 */
export interface Piece {
  readonly files: readonly NodeFile[];
  readonly text: string;
  readonly bytes: Uint8Array;
}

const rolePieces = new Map<string, Piece>();

/** How the cloud-config of every node of a role starts, in every cluster of a cloud. */
export function rolePiece(role: BootRole, cloudScript: string): Piece {
  const key = `${role} ${cloudScript}`;
  const known = rolePieces.get(key);
  if (known) return known;
  const files = roleFiles(role, cloudScript);
  const values = { files: writeFiles(files) };
  const made = piece(files, renderFile('provision/boot/files/cloud-config.yaml', values));
  rolePieces.set(key, made);
  return made;
}

/** How it goes on in all nodes of a cluster. */
export function clusterPiece(files: readonly NodeFile[]): Piece {
  return piece(files, writeFiles(files));
}

/** How it ends, which is the node's own. */
export function nodePiece(nodeName: string, files: readonly NodeFile[]): Piece {
  const values = { nodeName, files: writeFiles(files) };
  return piece(files, renderFile('provision/boot/files/cloud-config-node.yaml', values));
}

function piece(files: readonly NodeFile[], text: string): Piece {
  return { files, text, bytes: gzip(text, text.length > storedUpTo ? 9 : 0) };
}

/** Items of `write_files`. */
function writeFiles(files: readonly NodeFile[]): string {
  return stringify(files, { lineWidth: 0 });
}

/**
 * The cloud-config compressed and in base64: Terraform would read `${` and `%{` in plain text as its own. Compressed by
 * a library in JavaScript and not by Node's zlib, whose bytes differ from one processor to the next, and different bytes
 * would replace all machines. cloud-init unpacks it by itself.
 * @param limit most bytes that a machine takes, before base64
 * @throws SpecError where it does not fit, with the sizes of the largest files
 */
export function encodeUserData(nodeName: string, pieces: readonly Piece[], limit: number): string {
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  if (bytes.length <= limit) return bytes.toString('base64');
  throw new SpecError([
    {
      code: 'machines/user-data',
      field: 'workers',
      value: 'too many',
      rule: `${nodeName} starts from ${bytes.length} bytes, and a machine takes ${limit}: the largest files, compressed each on its own, are ${largestOf(pieces).join(', ')}`,
      remedy: 'Use fewer nodes',
    },
  ]);
}

/** The largest five files with their sizes. */
function largestOf(pieces: readonly Piece[]): string[] {
  return pieces
    .flatMap(({ files }) => files)
    .map(({ path, content }) => ({ path, size: gzip(content).length }))
    .sort((a, b) => b.size - a.size)
    .slice(0, 5)
    .map(({ path, size }) => `${path} ${size}`);
}

function gzip(text: string, level: 0 | 9 = 9): Uint8Array {
  return gzipSync(strToU8(text), { level, mtime: 0 });
}
