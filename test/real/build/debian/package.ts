/** A Debian package of files that were built. */
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exec } from '../../../../lib/base/exec';

/** What a package is made of. */
export interface DebianPackage {
  readonly name: string;
  /** Its version as Debian writes it, without a `v`. */
  readonly version: string;
  /** Packages that it asks for. @default none */
  readonly depends?: readonly string[];
  /** Programs by their paths in the package. */
  readonly programs: Readonly<Record<string, string>>;
  /** Other files by their paths in the package. @default none */
  readonly files?: Readonly<Record<string, string>>;
  /** File of the script that runs when it is installed. @default none */
  readonly postinst?: string;
}

/** Writes NAME_VERSION_ARCHITECTURE.deb into a folder. `beside` is for what it needs meanwhile. */
export async function writePackage(
  { name, version, depends = [], programs, files = {}, postinst }: DebianPackage,
  into: string,
  beside: string,
): Promise<string> {
  const root = join(beside, name);
  const place = (path: string, from: string, mode: number) => {
    const to = join(root, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    chmodSync(to, mode);
  };
  for (const [path, from] of Object.entries(programs)) place(path, from, 0o755);
  for (const [path, from] of Object.entries(files)) place(path, from, 0o644);
  if (postinst) place('DEBIAN/postinst', postinst, 0o755);
  mkdirSync(join(root, 'DEBIAN'), { recursive: true });
  const architecture = (await exec('dpkg', ['--print-architecture'])).trim();
  const fields = {
    Package: name,
    Version: version,
    Architecture: architecture,
    Maintainer: 'cni-testbed',
    ...(depends.length > 0 && { Depends: depends.join(', ') }),
    Description: `${name}, built from its Go module`,
  };
  writeFileSync(join(root, 'DEBIAN/control'), fieldLines(fields));
  const file = `${name}_${version}_${architecture}.deb`;
  await exec('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, join(into, file)]);
  return file;
}

/** A paragraph of Debian's control files. */
export const fieldLines = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
