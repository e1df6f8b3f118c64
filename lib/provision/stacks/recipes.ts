/** What stacks an app has, and how each is made: one for each CNI and target, and more for modes that are asked for. */
import { localTarget } from '../../base/targets';
import type { Cni } from '../../cni';
import { withCni } from '../../plan';
import { readSpec } from '../../read-spec';
import type { ConnectivitySource } from '../boot/connectivity';
import { type CloudSpecInput, specReading } from '../cloud';
import type { AppContext } from './app-context';
import type { App } from './cdktf';
import type { StackCloud } from './cloud-stack';
import { LocalStack, refuseLab } from './local-stack';

/** Parts that stacks are made with. */
export interface RecipeParts {
  readonly clouds: readonly StackCloud[];
  readonly plugins: readonly Cni[];
  /** See CloudStackProps. @default none */
  readonly connectivity?: ConnectivitySource;
}

/** One stack. */
export interface Recipe {
  readonly name: string;
  /** Computes everything that a spec can be wrong about; what it returns only builds. @throws SpecError */
  prepare(): (app: App) => Promise<void>;
}

/**
 * `CLOUD-CNI` for each cloud and each CNI that real clusters can have, `local-CNI` for each CNI; and `CLOUD-CNI-MODE` and
 * `local-CNI-MODE` for each mode that is to have its own.
 */
export function recipes(context: AppContext, parts: RecipeParts): Recipe[] {
  const { testbed, targets } = context;
  const wanted = (target: string) => targets?.includes(target) ?? true;
  const labs = subjects(context, parts.plugins);
  const real = labs.filter(({ cni }) => cni.deployment);
  return [
    ...parts.clouds
      .filter((cloud) => targets?.includes(cloud.name) ?? cloud.isIn?.(testbed) ?? true)
      .flatMap((cloud) =>
        real.map((subject) => cloudRecipe(cloud, specOf(testbed, subject), titleOf(subject), parts)),
      ),
    ...(wanted(localTarget) ? labs : []).map((subject) =>
      localRecipe(specOf(testbed, subject), titleOf(subject), parts),
    ),
  ];
}

/** What gets a stack on each target. */
interface Subject {
  readonly cni: Cni;
  /** @default the spec's where it names the CNI, else the CNI's own */
  readonly mode?: string;
}

function subjects({ cnis: names, modes }: AppContext, plugins: readonly Cni[]): Subject[] {
  return plugins
    .filter(({ name }) => names?.includes(name) ?? true)
    .flatMap((cni) => [{ cni }, ...(modes?.[cni.name] ?? []).map((mode) => ({ cni, mode }))]);
}

const specOf = (testbed: CloudSpecInput, { cni, mode }: Subject) => withCni(testbed, { cni: cni.name, mode });

/** How the stack's name ends: no CNI's name has a hyphen, so that no two are alike. */
const titleOf = ({ cni, mode }: Subject) => (mode === undefined ? cni.name : `${cni.name}-${mode}`);

function cloudRecipe(
  cloud: StackCloud,
  input: CloudSpecInput,
  title: string,
  { clouds, plugins, connectivity }: RecipeParts,
): Recipe {
  const name = `${cloud.name}-${title}`;
  const prepare = () => {
    const spec = readSpec(
      { ...cloud.defaults, ...input },
      {
        ...specReading(clouds),
        plugins,
        targetProblems: (sound) => cloud.problems(sound, plugins),
      },
    );
    const cluster = cloud.cluster(spec, plugins);
    return async (app: App) => {
      await cloud.stack(app, name, { cluster, connectivity });
    };
  };
  return { name, prepare };
}

function localRecipe(spec: CloudSpecInput, title: string, { clouds, plugins }: RecipeParts): Recipe {
  const name = `local-${title}`;
  const prepare = () => {
    refuseLab(spec, { clouds, plugins });
    return async (app: App) => {
      new LocalStack(app, name, { spec, clouds, plugins });
    };
  };
  return { name, prepare };
}
