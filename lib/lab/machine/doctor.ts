/** What this machine has for labs and other targets, and what each thing that it lacks would enable. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../base/target-error';
import { cnis, type Feature, features } from '../../cni';
import { parseSpec } from '../../plan';
import { testbed } from '../../testbed';
import { AgentClient } from '../agent/agent-client';
import { buildLab } from '../lab';
import { featureFacts, type MissingFeature } from '../realise/features';
import { startHolder } from '../standing/holder';
import { missingPrograms } from './lab-programs';
import { otherVersions, programVersions } from './program-versions';

/** One thing that this machine has or lacks. */
export interface Finding {
  /** `namespaces`, `lab`, the feature's name as modes declare it, or the program's. */
  readonly id: 'namespaces' | 'lab' | Feature | 'kubectl' | 'terraform';
  /** What it is, for people. */
  readonly what: string;
  /** Of the program behind it, such as `nftables 1.0.6`; absent: there is none, or it does not say. */
  readonly version?: string;
  readonly present: boolean;
  /** Whether no lab can be without it. @default false: it widens what labs can do */
  readonly required?: true;
  /** What it is for, such as the modes that need it. */
  readonly enables: string;
  /** Why it is missing and how to get it. */
  readonly remedy?: string;
}

/** Looks for everything that some target or mode needs. */
export async function examine(): Promise<Finding[]> {
  return [...(await labFindings()), ...otherFindings(await otherVersions())];
}

async function labFindings(): Promise<Finding[]> {
  const namespaces = {
    id: 'namespaces',
    what: 'namespaces of processes, users, mounts and networks',
    enables: 'the local target',
    required: true,
  } as const;
  try {
    const [missing, versions] = await Promise.all([tryFeatures(), programVersions()]);
    return [
      { ...namespaces, present: true },
      await labFinding(versions.ip),
      ...features.map((feature) => findingFor(feature, missing, versions)),
    ];
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [{ ...namespaces, present: false, remedy: `${error.message}. ${error.remedy}` }];
  }
}

/** Whether the smallest lab can be built: links, bridges, addresses, routes and settings, by the programs of every lab. */
async function labFinding(version: string | undefined): Promise<Finding> {
  const lab = {
    id: 'lab',
    what: 'a lab of one node, by ip and bridge',
    version,
    enables: 'the local target',
    required: true,
  } as const;
  const missing = missingPrograms();
  if (missing) return { ...lab, present: false, remedy: missing };
  try {
    const built = await buildLab(`doctor-${process.pid}`, testbed(parseSpec({ cni: 'none', workers: 0 })));
    await built.end();
    return { ...lab, present: true };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { ...lab, present: false, remedy: `${error.message}. ${error.remedy}` };
  }
}

/** Programs that no lab needs. */
function otherFindings({ kubectl, terraform, tofu }: Readonly<Record<string, string>>): Finding[] {
  const planner = terraform ?? tofu;
  return [
    {
      id: 'kubectl',
      what: 'kubectl, for clusters (optional)',
      present: kubectl !== undefined,
      version: kubectl,
      enables: 'testbed test --target kubernetes, and the clusters of testbed export',
      ...(kubectl ? {} : { remedy: 'get it from https://kubernetes.io/docs/tasks/tools/' }),
    },
    {
      id: 'terraform',
      what: 'Terraform or OpenTofu, for AWS (optional)',
      present: planner !== undefined,
      version: planner,
      enables: 'npx cdktf deploy aws-…, with an AWS account',
      ...(planner
        ? {}
        : {
            remedy:
              'get it from https://developer.hashicorp.com/terraform/install, or https://opentofu.org/docs/intro/install (and set TERRAFORM_BINARY_NAME=tofu)',
          }),
    },
  ];
}

async function tryFeatures(): Promise<readonly MissingFeature[]> {
  const holder = await startHolder(join(tmpdir(), `cni-testbed-doctor-${process.pid}`));
  const agent = new AgentClient(holder.pid);
  try {
    return await agent.ask({
      do: 'features',
      features,
    });
  } finally {
    agent.close();
    await holder.end();
  }
}

function findingFor(
  feature: Feature,
  missing: readonly MissingFeature[],
  versions: Readonly<Record<string, string>>,
): Finding {
  const { what, program, remedy } = featureFacts[feature];
  const modes = cnis.flatMap((cni) =>
    cni.modes
      .filter((mode) => [...mode.features, ...(mode.optional ?? [])].includes(feature))
      .map((mode) => `${cni.name} ${mode.name}`),
  );
  const enables =
    feature === 'nft' ? 'masquerading, in every mode that has it' : modes.join(', ') || 'nothing yet';
  const lack = missing.find((entry) => entry.feature === feature);
  if (lack) return { id: feature, what, present: false, enables, remedy: `${lack.reason}; get ${remedy}` };
  return { id: feature, what, present: true, version: program && versions[program], enables };
}
