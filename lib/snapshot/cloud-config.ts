import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import * as z from 'zod';

/** A piece of a machine's user data. */
export interface UserDataPart {
  /** Path of a file, or what else it is. */
  readonly name: string;
  readonly content: Buffer;
  /** Its permissions, as chmod takes them. @default it is no file, or has the usual ones */
  readonly permissions?: string;
}

/** What cloud-init reads of the files that it writes (cloudinit.readthedocs.io, "Write Files"). */
const cloudConfig = z.looseObject({
  write_files: z
    .array(
      z.looseObject({
        path: z.string(),
        content: z.string().default(''),
        permissions: z.string().optional(),
        encoding: z.string().optional(),
      }),
    )
    .default([]),
});

/** The parts of user data: the files of a cloud-config and the rest of it; of any other, the whole. */
export function partsOf(userData: Buffer): UserDataPart[] {
  const content = unpacked(userData);
  const config = content.toString().startsWith('#cloud-config') ? read(content.toString()) : undefined;
  if (!config) return [{ name: 'user data', content }];
  const { write_files: files, ...rest } = config;
  return [
    ...files.map(({ path, content, permissions, encoding = '' }) => ({
      name: path,
      content: decoded(content, encoding),
      permissions,
    })),
    { name: 'cloud-config', content: Buffer.from(JSON.stringify(rest)) },
  ];
}

function read(text: string): z.output<typeof cloudConfig> | undefined {
  try {
    return cloudConfig.safeParse(parse(text)).data;
  } catch {
    return undefined; // no YAML: it is shown as a whole
  }
}

/** Encodings are such as `b64`, `base64`, `gz` and `gz+base64`. */
function decoded(content: string, encoding: string): Buffer {
  const bytes = Buffer.from(content, /b(ase)?64/.test(encoding) ? 'base64' : 'utf8');
  return /gz/.test(encoding) ? unpacked(bytes) : bytes;
}

/** A gzip file begins with these bytes (RFC 1952 2.3.1). */
function unpacked(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}
