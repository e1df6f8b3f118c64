import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The name by which Node finds this package. */
export const packageName = 'cni-testbed';

/** The package's own folder: from the sources, from the bundles in dist, and from an app's bundle that has these in it. */
export const packageRoot = ownFolder();

/** The package's version. */
export const packageVersion: string = manifestIn(packageRoot).version;

function ownFolder(): string {
  const here = typeof __dirname === 'string' ? __dirname : process.cwd(); // an ES module has none
  const found = above(here) ?? installedFor(here) ?? installedFor(process.cwd());
  if (found) return found;
  throw new Error(
    `the package ${packageName} is not found from ${here}, and its files are needed: install it there, also where an app is bundled`,
  );
}

function above(folder: string): string | undefined {
  if (existsSync(join(folder, 'package.json')) && manifestIn(folder).name === packageName) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : above(parent);
}

function installedFor(folder: string): string | undefined {
  try {
    return dirname(createRequire(join(folder, 'any.js')).resolve(`${packageName}/package.json`));
  } catch {
    return undefined;
  }
}

function manifestIn(folder: string): { readonly name?: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
