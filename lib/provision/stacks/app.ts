import { type Cni, cnis } from '../../cni';
import { type Problem, problemText, refuse, SpecError } from '../../plan';
import type { ConnectivitySource } from '../boot/connectivity';
import { clouds as allClouds } from '../clouds';
import type { AppContext } from './app-context';
import { App } from './cdktf';
import type { StackCloud } from './cloud-stack';
import { type Recipe, recipes } from './recipes';

/** How to write an app's stacks. */
export interface SynthesisOptions {
  /** Folder for the stacks. @default what the CDKTF CLI says, or cdktf.out */
  readonly outdir?: string;
  /** CNIs that get stacks. @default all of this package */
  readonly plugins?: readonly Cni[];
  /** Clouds that get stacks. @default all of this package */
  readonly clouds?: readonly StackCloud[];
  /** See CloudStackProps. @default none */
  readonly connectivity?: ConnectivitySource;
}

/**
 * Writes every stack: `CLOUD-CNI` for each cloud and each CNI that real clusters can have, `local-CNI` for each CNI, and
 * the same with `-MODE` for each mode that the context names.
 * @throws SpecError before anything is written, with the problems of all stacks, each once
 */
export async function synthesize(context: AppContext, options: SynthesisOptions = {}): Promise<void> {
  const { plugins = cnis, clouds = allClouds, connectivity } = options;
  const builds = prepared(recipes(context, { clouds, plugins, connectivity }), unknownCni(context, plugins));
  await withoutStackTraces(async () => {
    const app = new App({ outdir: options.outdir }); // from here on there is a folder
    for (const build of builds) await build(app);
    app.synth();
  });
}

/** @throws SpecError with these problems and those of all stacks, each once */
function prepared(wanted: readonly Recipe[], others: readonly Problem[]): ReturnType<Recipe['prepare']>[] {
  const problems = new Map(others.map((problem) => [problemText(problem), problem]));
  const builds = wanted.flatMap(({ prepare }) => {
    try {
      return [prepare()];
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      for (const problem of error.problems) problems.set(problemText(problem), problem);
      return [];
    }
  });
  refuse([...problems.values()]);
  return builds;
}

/** CDKTF notes for every reference where it was made, which is a third of its time with many nodes. */
async function withoutStackTraces(step: () => Promise<void>): Promise<void> {
  const original = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    await step();
  } finally {
    Error.captureStackTrace = original;
  }
}

/** Each stack takes a CNI of its own, so that no other place would look up the spec's. */
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
