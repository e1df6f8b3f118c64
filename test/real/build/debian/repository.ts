/** Repositories that apt takes packages from: flat ones, as pkgs.k8s.io has them, signed with a key of their own. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import { sha256Of } from '../content';
import { type DebianPackage, fieldLines, writePackage } from './package';

/** A key that signs repositories. */
export interface SigningKey {
  /** GnuPG's folder with it. */
  readonly home: string;
}

/** Makes a key in an empty folder, which is for it alone. */
export async function makeKey(home: string): Promise<SigningKey> {
  mkdirSync(home, { mode: 0o700 });
  await gpg({ home }, [
    '--passphrase',
    '',
    '--quick-generate-key',
    'cni-testbed',
    'ed25519',
    'sign',
    'never',
  ]);
  return { home };
}

/** Ends what GnuPG has started for the key. */
export const forgetKey = async ({ home }: SigningKey): Promise<void> => {
  await exec('gpgconf', ['--homedir', home, '--kill', 'all']);
  rmSync(home, { recursive: true, force: true });
};

/** Writes a repository of packages into a folder: `Release.key` is what apt has to be told beforehand. */
export async function writeRepository(
  folder: string,
  packages: readonly DebianPackage[],
  key: SigningKey,
  beside: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const paragraphs: string[] = [];
  for (const one of packages) {
    const name = await writePackage(one, folder, beside);
    const file = join(folder, name);
    const control = (await exec('dpkg-deb', ['--field', file])).trimEnd();
    const found = { Filename: name, Size: statSync(file).size, SHA256: await sha256Of(file) };
    paragraphs.push(`${control}\n${fieldLines(found)}`);
  }
  const index = join(folder, 'Packages');
  writeFileSync(index, paragraphs.join('\n'));
  const release = join(folder, 'Release');
  const sum = `${await sha256Of(index)} ${statSync(index).size} Packages`;
  writeFileSync(
    release,
    `${fieldLines({ Origin: 'cni-testbed', Date: new Date().toUTCString() })}SHA256:\n ${sum}\n`,
  );
  await gpg(key, ['--clearsign', '--output', join(folder, 'InRelease'), release]);
  await gpg(key, ['--armor', '--output', join(folder, 'Release.key'), '--export']);
}

const gpg = ({ home }: SigningKey, words: readonly string[]) =>
  exec('gpg', ['--homedir', home, '--batch', '--quiet', '--yes', ...words]);
