/** What this machine has for labs, and what each thing that it lacks would enable. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cnis, type Feature } from '../cni';
import { TargetError } from '../target-error';
import { AgentClient } from './agent-client';
import { featureFacts, type MissingFeature } from './features';
import { startHolder } from './holder';

export interface Finding {
  /** `namespaces`, or the feature's name as modes declare it. */
  readonly id: 'namespaces' | Feature;
  readonly what: string;
  readonly present: boolean;
  /** What it is for, such as the modes that need it. */
  readonly enables: string;
  /** Why it is missing and how to get it. */
  readonly remedy?: string;
}

export async function examine(): Promise<Finding[]> {
  const namespaces = {
    id: 'namespaces' as const,
    what: 'namespaces of processes, users, mounts and networks',
    enables: 'the local target',
  };
  try {
    const missing = await tryFeatures();
    return [
      { ...namespaces, present: true },
      ...(Object.keys(featureFacts) as Feature[]).map((feature) => findingFor(feature, missing)),
    ];
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [{ ...namespaces, present: false, remedy: `${error.message}. ${error.remedy}` }];
  }
}

async function tryFeatures(): Promise<MissingFeature[]> {
  const holder = await startHolder(join(tmpdir(), `cni-testbed-doctor-${process.pid}`));
  const agent = new AgentClient(holder.pid);
  try {
    return await agent.ask<MissingFeature[]>({
      do: 'features',
      features: Object.keys(featureFacts) as Feature[],
    });
  } finally {
    agent.close();
    await holder.end();
  }
}

function findingFor(feature: Feature, missing: readonly MissingFeature[]): Finding {
  const { what, remedy } = featureFacts[feature];
  const modes = cnis.flatMap((cni) =>
    cni.modes
      .filter((mode) => [...mode.features, ...(mode.optional ?? [])].includes(feature))
      .map((mode) => `${cni.name} ${mode.name}`),
  );
  const enables =
    feature === 'nft' ? 'masquerading, in every mode that has it' : modes.join(', ') || 'nothing yet';
  const lack = missing.find((entry) => entry.feature === feature);
  return lack
    ? { id: feature, what, present: false, enables, remedy: `${lack.reason}; get ${remedy}` }
    : { id: feature, what, present: true, enables };
}
