import { clusterTarget } from '../../base/targets';
import { type ExportOption, fabricExports, type GivenOptions, placeholdersIn } from '../../export';
import type { TestbedSpec } from '../../plan';
import { kindExport } from '../../provision/laptop/kind';
import type { LaptopExport } from '../../provision/laptop/laptop-export';
import { minikubeExport } from '../../provision/laptop/minikube';
import { type Testbed, testbed } from '../../testbed';
import { preparedFor } from './fabric-plan';
import { requestedSpec, type SpecRequest } from './spec-request';

/** Files that another tool takes, and what to do with them. */
export interface Exported {
  readonly spec: TestbedSpec;
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  /** Placeholders in them: what is to be filled in. */
  readonly open: readonly string[];
  /** The commands that follow, with the files in that folder; an empty one parts them. */
  next(folder: string): readonly (readonly string[])[];
}

/** A tool that takes a plan: one that builds clusters on this machine, or a fabric's installer. */
export interface ExportTool {
  readonly name: string;
  /** Other names that it answers to. */
  readonly aliases: readonly string[];
  /** The product, for people. */
  readonly title: string;
  /** What is written, in a few words. */
  readonly about: string;
  /** Flags for what no plan knows. */
  readonly options: Readonly<Record<string, ExportOption>>;
  /** @throws SpecError with every problem of spec, plan and options */
  prepare(request: SpecRequest, given: GivenOptions): Exported;
}

/** Every tool that a plan is written for. */
export const exportTools: readonly ExportTool[] = [
  laptop('kind', 'kind', kindExport),
  laptop('minikube', 'Minikube', minikubeExport),
  ...fabricExports.map(
    ({ name, aliases, title, about, options }): ExportTool => ({
      name,
      aliases,
      title,
      about: `${title}: ${about}`,
      options,
      prepare: (request, given) => {
        const { cluster, prepared } = preparedFor(name, request, given);
        const files = prepared.files();
        return {
          spec: cluster.spec,
          files,
          open: placeholdersIn(Object.values(files)),
          next: prepared.next,
        };
      },
    }),
  ),
];

function laptop(name: string, title: string, make: (wanted: Testbed) => LaptopExport): ExportTool {
  return {
    name,
    aliases: [],
    title,
    about: `config, commands and the CNI's Helm values for a ${title} cluster`,
    options: {},
    prepare: (request) => {
      const spec = requestedSpec(request);
      const made = make(testbed(spec));
      return { spec, files: made.files, open: [], next: (folder) => steps(made, folder) };
    },
  };
}

/** From an empty laptop to a tested cluster in three commands, and back. */
function steps({ create, context, remove }: LaptopExport, folder: string): readonly (readonly string[])[] {
  return [
    create(folder),
    ['bash', `${folder}/install.sh`],
    ['testbed', 'test', '--target', clusterTarget, '--context', context, '--spec', `${folder}/testbed.yaml`],
    [],
    remove,
  ];
}
