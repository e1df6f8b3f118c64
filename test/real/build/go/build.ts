/** Programs of a Go module, compiled as dependencies of a module of ours: so what it needs can be replaced. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import { inCache, ownSources } from '../cache';
import { contentOf } from '../content';
import type { Step } from '../step';
import { copyWritable } from './files';
import { type Downloaded, download, type GoModule, goEnv } from './module';

/** What is compiled of one module with the same settings. */
export interface GoPrograms {
  /** Of the step. */
  readonly name: string;
  readonly module: GoModule;
  /** Folder of the cache for them. */
  readonly into: string;
  /** Packages by the names of their programs, from the module's folder on. */
  readonly programs: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  /** Strings that the linker sets, by package and name. */
  readonly strings?: Readonly<Record<string, string>>;
  /** Modules that it needs, in another version than it asks for or as a folder of our sources. */
  readonly instead?: Readonly<Record<string, { readonly version: string } | { readonly own: string }>>;
  /** Version of the modules that it asks for without one. @default none: it asks for no such module */
  readonly insideVersion?: string;
  /** Folders of the module in whose place ones of our sources are compiled. */
  readonly patched?: Readonly<Record<string, string>>;
}

/** The work that compiles them. */
export function goStep(settings: GoPrograms): Step {
  const { name, module, into, programs, instead = {}, patched = {} } = settings;
  const names = Object.keys(programs);
  const own = Object.values(instead).flatMap((each) => ('own' in each ? [each.own] : []));
  const sources = [...own, ...Object.values(patched)].map((folder) => contentOf(join(ownSources, folder)));
  return {
    name,
    what: `${shortList(names)} of ${module.path} ${module.version}`,
    recipe: { settings, sources },
    outputs: names.map((program) => `${into}/${program}`),
    build: (folder) => compile(settings, join(folder, into)),
  };
}

const shortList = (names: readonly string[]): string =>
  names.length > 8 ? `${names.length} programs` : names.join(', ');

async function compile(settings: GoPrograms, into: string): Promise<void> {
  const { name, module, programs, tags = [], strings = {} } = settings;
  const downloaded = await download(module);
  const folder = inCache('go', name); // stays, as its go.mod saves the next build's questions
  mkdirSync(into, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), goModOf(settings, downloaded));
  await patch(settings, downloaded.folder, join(folder, 'patched'));
  const packages = Object.values(programs).map((path) => join(module.path, path));
  const linked = Object.entries(strings).map(([variable, value]) => `-X ${variable}=${value}`);
  const flags = ['-trimpath', '-tags', tags.join(','), '-ldflags', ['-s', '-w', ...linked].join(' ')];
  const target = packages.length === 1 ? join(into, Object.keys(programs)[0]!) : `${into}/`;
  await exec('go', ['build', ...flags, '-o', target, ...packages], { env: goEnv(), cwd: folder });
  if (packages.length === 1) return;
  for (const [place, program] of Object.keys(programs).entries()) {
    const compiled = basename(packages[place]!); // as Go calls it
    if (compiled !== program) renameSync(join(into, compiled), join(into, program));
  }
}

function goModOf(settings: GoPrograms, { go, inside }: Downloaded): string {
  const { module, instead = {}, insideVersion, patched } = settings;
  if (inside.length > 0 && insideVersion === undefined)
    throw new Error(
      `${module.path} asks for modules without a version, and none is given here: ${inside.join(', ')}`,
    );
  const replaced = [
    ...inside.map((path) => [path, `${path} ${insideVersion}`] as const),
    ...Object.entries(instead).map(
      ([path, by]) => [path, 'own' in by ? join(ownSources, by.own) : `${path} ${by.version}`] as const,
    ),
    ...(patched ? [[module.path, './patched'] as const] : []),
  ];
  return [
    'module cni-testbed/real',
    `go ${go}`,
    `require ${module.path} ${module.version}`,
    ...replaced.map(([path, by]) => `replace ${path} => ${by}`),
    '',
  ].join('\n\n');
}

/** Go compiles nothing in place of a module's files in its cache, so the module is copied. */
async function patch({ patched }: GoPrograms, from: string, to: string): Promise<void> {
  if (!patched) return;
  await copyWritable(from, to);
  for (const [path, own] of Object.entries(patched)) {
    rmSync(join(to, path), { recursive: true });
    await copyWritable(join(ownSources, own), join(to, path));
  }
}
