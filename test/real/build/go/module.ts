/** Go modules by name and version, as the proxy has them. */
import { mkdirSync } from 'node:fs';
import { exec } from '../../../../lib/base/exec';
import { cacheFolder } from '../cache';

/** A module of Go. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
}

/** A module on this machine. */
export interface Downloaded {
  /** Its files, which are not to be written to. */
  readonly folder: string;
  /** Version of Go that it asks for. */
  readonly go: string;
  /** Modules that it asks for without a version, as they lie in its own folders: who imports it has to say which. */
  readonly inside: readonly string[];
}

/** Settings of Go under which everything is built: static programs, and nothing of the user's workspace. */
export const goEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=mod -buildvcs=false',
  GOWORK: 'off',
});

interface ModFile {
  readonly Go?: string;
  readonly Require?: readonly { readonly Path: string; readonly Version: string }[];
}

/** Brings a module onto this machine. @throws ExecError where the proxy does not have it */
export async function download({ path, version }: GoModule): Promise<Downloaded> {
  mkdirSync(cacheFolder, { recursive: true });
  const options = { env: goEnv(), cwd: cacheFolder };
  const { Dir, GoMod } = JSON.parse(
    await exec('go', ['mod', 'download', '-json', `${path}@${version}`], options),
  );
  const file: ModFile = JSON.parse(await exec('go', ['mod', 'edit', '-json', GoMod], options));
  const inside = (file.Require ?? []).filter(({ Version }) => Version === 'v0.0.0');
  return { folder: Dir, go: file.Go ?? '1.20', inside: inside.map(({ Path }) => Path) };
}
