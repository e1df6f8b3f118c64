/** What stacks an app has, and how each is made: one for each CNI and target. */
import { localTarget } from '../../base/targets';
import type { Cni } from '../../cni';
import { withCni } from '../../plan';
import { readSpec } from '../../read-spec';
import type { ConnectivitySource } from '../boot/connectivity';
import { type Cloud, type CloudSpecInput, specParts } from '../cloud';
import type { AppContext } from './app-context';
import type { App } from './cdktf';
import { LocalStack, refuseLab } from './local-stack';

/** Parts that stacks are made with. */
export interface RecipeParts {
  readonly clouds: readonly Cloud[];
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

/** `CLOUD-CNI` for each cloud and each CNI that real clusters can have, `local-CNI` for each CNI. */
export function recipes({ testbed, targets, cnis: names }: AppContext, parts: RecipeParts): Recipe[] {
  const wanted = (target: string) => targets?.includes(target) ?? true;
  const labs = parts.plugins.filter(({ name }) => names?.includes(name) ?? true);
  const real = labs.filter(({ deployment }) => deployment);
  return [
    ...parts.clouds
      .filter(({ name }) => wanted(name))
      .flatMap((cloud) =>
        real.map((cni) => cloudRecipe(cloud, withCni(testbed, { cni: cni.name }), cni, parts)),
      ),
    ...(wanted(localTarget) ? labs : []).map((cni) =>
      localRecipe(withCni(testbed, { cni: cni.name }), cni, parts),
    ),
  ];
}

function cloudRecipe(
  cloud: Cloud,
  input: CloudSpecInput,
  cni: Cni,
  { clouds, plugins, connectivity }: RecipeParts,
): Recipe {
  const name = `${cloud.name}-${cni.name}`;
  const prepare = () => {
    const spec = readSpec(
      { ...cloud.defaults, ...input },
      {
        parts: specParts(clouds),
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

function localRecipe(spec: CloudSpecInput, cni: Cni, { clouds, plugins }: RecipeParts): Recipe {
  const name = `local-${cni.name}`;
  const prepare = () => {
    refuseLab(spec, { clouds, plugins });
    return async (app: App) => {
      new LocalStack(app, name, { spec, clouds, plugins });
    };
  };
  return { name, prepare };
}
