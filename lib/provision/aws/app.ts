import { type Cni, cnis } from '../../cni';
import { type Problem, problemText, refuse, SpecError } from '../../plan';
import { readSpec } from '../../read-spec';
import { plannedTestbed } from '../../testbed';
import { specParts } from '../cloud';
import { clouds } from '../clouds';
import { type AppContext, targets } from './app-context';
import { App } from './cdktf';
import { awsCluster } from './cluster';
import type { ConnectivitySource } from './connectivity';
import { LocalStack } from './local-stack';
import type { AwsTestbedSpecInput } from './spec';
import { TestbedStack } from './stack';

export interface SynthesisOptions {
  /** Folder for the stacks. @default what the CDKTF CLI says, or cdktf.out */
  readonly outdir?: string;
  readonly plugins?: readonly Cni[];
  /** See TestbedStackProps. */
  readonly connectivity?: ConnectivitySource;
}

/**
 * Writes every stack: `aws-CNI` for each CNI that real clusters can have, `local-CNI` for each CNI.
 * @throws SpecError before anything is written, with the problems of all stacks, each told once
 */
export function synthesize(context: AppContext, options: SynthesisOptions = {}): void {
  const unknown = unknownCni(context, options.plugins ?? cnis);
  const problems = new Map(unknown.map((problem) => [problemText(problem), problem]));
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
  const { testbed, targets: wanted = targets, cnis: names } = context;
  const local = plugins.filter(({ name }) => names?.includes(name) ?? true);
  const real = local.filter(({ deployment }) => deployment);
  return [
    ...(wanted.includes('aws') ? real : []).map((cni) => awsRecipe(testbed, cni, plugins, connectivity)),
    ...(wanted.includes('local') ? local : []).map((cni) => localRecipe(testbed, cni, plugins)),
  ];
}

function awsRecipe(
  input: AwsTestbedSpecInput,
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

function localRecipe(input: AwsTestbedSpecInput, cni: Cni, plugins: readonly Cni[]): Recipe {
  const prepare = () => {
    const own = specFor(input, cni);
    plannedTestbed(readSpec(own, { parts: specParts(clouds), plugins }), plugins); // for its problems
    return (app: App, name: string) => void new LocalStack(app, name, { spec: own, plugins });
  };
  return { name: `local-${cni.name}`, prepare };
}

/** The spec with this CNI. Mode and data plane stay where they are meant for it; another CNI has others. */
function specFor(input: AwsTestbedSpecInput, cni: Cni): AwsTestbedSpecInput {
  if ((input.cni ?? cnis[0]!.name) === cni.name) return { ...input, cni: cni.name };
  const { mode: _mode, dataPlane: _dataPlane, ...rest } = input;
  return { ...rest, cni: cni.name };
}

/** Each stack takes its own CNI, so that nobody else would look the spec's up. */
function unknownCni({ testbed: { cni } }: AppContext, plugins: readonly Cni[]): Problem[] {
  if (cni === undefined || plugins.some(({ name }) => name === cni)) return [];
  return [
    {
      code: 'app/no-such-cni',
      field: 'cni',
      value: JSON.stringify(cni),
      rule: 'there is no CNI of this name',
      remedy: `Choose one of ${plugins.map(({ name }) => name).join(', ')}`,
    },
  ];
}
