/** Fills template files, strictly: a value that is missing or never used is a mistake, found before anything runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root';

const placeholder = /\{\{([A-Za-z][A-Za-z0-9]*)\}\}/g;

/**
 * Replaces every `{{name}}` by its value. Values are taken as they are and not looked into again.
 * @param name of the template, for errors
 * @throws Error that names each value that is missing or not used
 */
export function render(name: string, template: string, values: Readonly<Record<string, string>>): string {
  const wanted = new Set(Array.from(template.matchAll(placeholder), ([, name = '']) => name));
  const missing = [...wanted].filter((key) => !Object.hasOwn(values, key));
  const unused = Object.keys(values).filter((key) => !wanted.has(key));
  if (missing.length > 0) throw new Error(`${name}: no value for ${missing.join(', ')}`);
  if (unused.length > 0) throw new Error(`${name}: nothing in it takes ${unused.join(', ')}`);
  return template.replace(placeholder, (_, key: string) => values[key] ?? '');
}

const cache = new Map<string, string>();

/** A file of this package as text. `path` is relative to its `lib` folder, in the sources as in the bundle. */
export function packageFile(path: string): string {
  const known = cache.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(join(packageRoot, 'lib', path), 'utf8');
  cache.set(path, text);
  return text;
}

/** A template file of this package, filled. `path` is relative to its `lib` folder. */
export function renderFile(path: string, values: Readonly<Record<string, string>>): string {
  return render(path, packageFile(path), values);
}
