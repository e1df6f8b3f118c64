import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Cni, cnis } from '../cni';
import { type Problem, parseSpec, problemText, refuse, SpecError, type TestbedSpecInput } from '../plan';
import { plannedTestbed } from '../testbed';
import { App } from './cdktf';
import { awsCluster } from './cluster';
import type { ConnectivitySource } from './connectivity';
import { LocalStack } from './local-stack';
import { TestbedStack } from './stack';

const targets = ['aws', 'local'] as const;
type Target = (typeof targets)[number];

/** What cdktf.json says under `context`. */
export interface AppContext {
  /** The spec that all stacks are made from; each stack takes its own CNI. */
  readonly testbed: TestbedSpecInput;
  /** Targets that get stacks. @default all */
  readonly targets?: readonly Target[];
}

export interface SynthesisOptions {
  /** Folder for the stacks. @default what the CDKTF CLI says, or cdktf.out */
  readonly outdir?: string;
  readonly plugins?: readonly Cni[];
  /** See TestbedStackProps. */
  readonly connectivity?: ConnectivitySource;
}

/** The context as the CDKTF CLI hands it over, or else from cdktf.json in the current folder. */
export function appContext(): AppContext {
  const given = process.env.CDKTF_CONTEXT_JSON;
  const context = given ? JSON.parse(given) : JSON.parse(readFileSync('cdktf.json', 'utf8')).context;
  refuse(contextProblems(context));
  return { testbed: {}, ...context };
}

/**
 * Writes every stack: `aws-CNI` for each CNI that real clusters can have, `local-CNI` for each CNI.
 * @throws SpecError before anything is written, with the problems of all stacks, each told once
 */
export function synthesize(context: AppContext, options: SynthesisOptions = {}): void {
  const problems = new Map<string, Problem>();
  const builds = recipes(context, options).flatMap(({ name, prepare }) => {
    try {
      return [{ name, build: prepare() }];
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      for (const problem of error.problems) problems.set(problemText(problem), problem);
      return [];
    }
  });
  refuse([...problems.values()]);
  withoutStackTraces(() => {
    const app = new App({ outdir: options.outdir }); // from here on there is a folder
    for (const { name, build } of builds) build(app, name);
    app.synth();
  });
}

/** CDKTF notes for every reference where it was made, which is a third of its time with many nodes. */
function withoutStackTraces(step: () => void): void {
  const original = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    step();
  } finally {
    Error.captureStackTrace = original;
  }
}

interface Recipe {
  readonly name: string;
  /** Computes everything that a spec can be wrong about; what it returns only builds. */
  prepare(): (app: App, name: string) => void;
}

function recipes(context: AppContext, { plugins = cnis, connectivity }: SynthesisOptions): Recipe[] {
  const wanted = context.targets ?? targets;
  const real = plugins.filter(({ deployment }) => deployment);
  return [
    ...(wanted.includes('aws') ? real : []).map((cni) =>
      awsRecipe(context.testbed, cni, plugins, connectivity),
    ),
    ...(wanted.includes('local') ? plugins : []).map((cni) => localRecipe(context.testbed, cni, plugins)),
  ];
}

function awsRecipe(
  input: TestbedSpecInput,
  cni: Cni,
  plugins: readonly Cni[],
  connectivity?: ConnectivitySource,
): Recipe {
  const prepare = () => {
    const cluster = awsCluster(specFor(input, cni), plugins);
    return (app: App, name: string) => void new TestbedStack(app, name, { cluster, connectivity });
  };
  return { name: `aws-${cni.name}`, prepare };
}

function localRecipe(input: TestbedSpecInput, cni: Cni, plugins: readonly Cni[]): Recipe {
  const prepare = () => {
    const own = specFor(input, cni);
    plannedTestbed(parseSpec(own), plugins); // for its problems
    return (app: App, name: string) =>
      void new LocalStack(app, name, { cni: cni.name, digest: digestOf(own) });
  };
  return { name: `local-${cni.name}`, prepare };
}

/** The spec with this CNI. Mode and data plane stay where they are meant for it; another CNI has others. */
function specFor(input: TestbedSpecInput, cni: Cni): TestbedSpecInput {
  if ((input.cni ?? cnis[0]!.name) === cni.name) return { ...input, cni: cni.name };
  const { mode: _mode, dataPlane: _dataPlane, ...rest } = input;
  return { ...rest, cni: cni.name };
}

function digestOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 12);
}

function contextProblems(context: Readonly<Record<string, unknown>> | undefined): Problem[] {
  const given = context?.targets ?? targets;
  const unknown = Array.isArray(given) ? given.filter((name) => !targets.includes(name)) : [given];
  return unknown.map((name) => ({
    field: 'context.targets',
    value: JSON.stringify(name),
    rule: 'there are no stacks for this target',
    remedy: `List some of ${targets.join(', ')}`,
  }));
}
