/** Apps that people make: each has the packed package installed, runs the examples in it, and deploys. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { template } from './user-app';

const ours = join(packageRoot, 'node_modules');

/** A kind of app. What of it is not on this machine is a folder that a variable names; `.ci/run` fills it. */
export interface AppKind {
  readonly name: string;
  /** What is missing for it on this machine. @default nothing */
  readonly lack?: string;
  /** The tool that it is written for, by the end of the package's entry. */
  readonly tool: 'cdktf' | 'cdktn';
  /** What its files are to Node. */
  readonly type: 'commonjs' | 'module';
  /** Compiler options besides those of the template. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Packages that are installed in it beside the package's own dependencies, with where they are. */
  readonly packages: Readonly<Record<string, string>>;
  /** Runs its main program: what comes before the program's name. @default Node, of what is compiled */
  readonly launcher?: readonly string[];
  /** How Jest gets at the tests. @default as they are compiled */
  readonly jest?: Readonly<Record<string, unknown>>;
}

const from = (folder: string, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, join(folder, name)]));

const testing = from(ours, '@types/jest', '@types/node', 'jest');
const cdktf = from(ours, 'cdktf', 'constructs', '@cdktf/provider-aws');

/** The template's own configuration; its patterns of paths to leave out would also fit folders that the app may lie in. */
const templateJest: Readonly<Record<string, unknown>> = {
  ...require(join(template, 'jest.config.js')),
  testPathIgnorePatterns: ['/node_modules/', '\\.d\\.ts$', '\\.js$'],
};

/** A folder with packages that this project does not install: where it is, and what is missing without it. */
function besides(variable: string, what: string): { readonly place: string; readonly lack?: string } {
  const folder = process.env[variable];
  const place = join(folder ?? '', 'node_modules');
  return folder && existsSync(place)
    ? { place }
    : { place, lack: `${variable} names no folder with ${what}` };
}

const tools = besides('CNI_TESTBED_TOOLS', 'ts-jest, tsx and typescript 5.9');
const older = besides('CNI_TESTBED_CDKTF', 'cdktf 0.20');
const successor = besides('CNI_TESTBED_CDKTN', 'cdktn');

/** All kinds. */
export const kinds: readonly AppKind[] = [
  {
    name: "CDKTF's template, tested by ts-jest",
    lack: tools.lack,
    tool: 'cdktf',
    type: 'commonjs',
    options: {},
    packages: { ...testing, ...cdktf, ...from(tools.place, 'jest', 'ts-jest', 'typescript') },
    jest: templateJest,
  },
  {
    name: 'ES modules',
    tool: 'cdktf',
    type: 'module',
    options: { module: 'node16', target: 'es2022', lib: ['es2022'] },
    packages: { ...testing, ...cdktf },
  },
  {
    name: 'tsx, which compiles nothing',
    lack: tools.lack,
    tool: 'cdktf',
    type: 'module',
    options: { module: 'esnext', moduleResolution: 'bundler', target: 'es2022', lib: ['es2022'] },
    packages: { ...testing, ...cdktf, ...from(tools.place, 'tsx') },
    launcher: [join(tools.place, 'tsx/dist/cli.mjs')],
  },
  {
    name: 'CDK Terrain',
    lack: successor.lack,
    tool: 'cdktn',
    type: 'commonjs',
    options: {},
    packages: { ...testing, ...from(successor.place, 'cdktn', 'constructs', '@cdktn/provider-aws') },
  },
  {
    name: 'CDKTF 0.20',
    lack: older.lack,
    tool: 'cdktf',
    type: 'commonjs',
    options: {},
    packages: { ...testing, ...from(older.place, 'cdktf', 'constructs', '@cdktf/provider-aws') },
  },
];
