import type { Feature } from '../cni';
import type { Datapath } from '../datapath';
import { parseSpec } from '../plan';
import { MissingFeatureError, TargetError } from '../target-error';
import { type Testbed, testbed as testbedOf } from '../testbed';
import { AgentClient } from './agent-client';
import { batches } from './batches';
import { featureFacts, type MissingFeature } from './features';
import { type Holder, killQuietly, startHolder } from './holder';
import {
  claimName,
  type LabRecord,
  labFile,
  type ProcessId,
  processId,
  releaseName,
  standingLab,
  writeLab,
} from './lab-store';
import type { RealiseReport } from './realise';

/** A lab: a testbed realised in namespaces, and the agent that works inside. */
export interface Lab {
  readonly name: string;
  /** The testbed with the state that was really programmed: without what this machine cannot have. */
  readonly testbed: Testbed;
  readonly agent: AgentClient;
  /** What this machine lacks, in sentences. */
  readonly notes: readonly string[];
  /** Ends the agent and leaves the lab. */
  leave(): void;
}

/** A lab that its builder still holds. */
export interface NewLab extends Lab {
  /** Process id of its holder. */
  readonly holderPid: number;
  /** Milliseconds from start to the last route. */
  readonly buildMs: number;
  /** Milliseconds of those that routing daemons took to tell one another everything; absent where none runs. */
  readonly convergeMs?: number;
  /** Lets it stand by itself. */
  keep(): void;
  /** Takes it down. */
  end(): Promise<void>;
}

/**
 * Builds a lab: claim the name, start the holder, see what the machine can do, program the state.
 * @param onHolder hears of the holder as soon as there is one, so that an interrupt can end it
 * @throws TargetError where the name is taken, namespaces or a feature are missing, or a command failed
 */
export async function buildLab(
  name: string,
  wanted: Testbed,
  onHolder: (holder: Holder) => void = () => {},
): Promise<NewLab> {
  const started = performance.now();
  const record = newRecord(name, wanted);
  claimName(record);
  const holder = await startHolder(labFile(name)).catch((error) => {
    releaseName(name);
    throw error;
  });
  onHolder(holder);
  const agent = new AgentClient(holder.pid);
  try {
    const { testbed, omitted } = await fitted(wanted, agent);
    const { convergeMs } = await agent.ask<RealiseReport>({
      do: 'realise',
      batches: batches(testbed.datapath, !omitted.includes('bird')),
    });
    return {
      name,
      testbed,
      agent,
      notes: notesOf(testbed, omitted),
      convergeMs,
      holderPid: holder.pid,
      buildMs: performance.now() - started,
      leave: () => agent.close(),
      keep: () => {
        writeLab({ ...record, omitted, holder: processId(holder.pid)! });
        holder.keep();
      },
      end: () => holder.end(),
    };
  } catch (error) {
    await holder.end();
    throw error;
  }
}

/** Enters a lab that stands by itself. @throws TargetError where there is none of that name */
export function enterLab(
  name: string,
): Lab & { readonly record: LabRecord & { readonly holder: ProcessId } } {
  const record = standingLab(name);
  const { omitted, spec, holder } = record;
  const agent = new AgentClient(holder.pid);
  const testbed = without(testbedOf(parseSpec(spec)), omitted);
  return {
    name,
    testbed,
    agent,
    notes: notesOf(testbed, omitted),
    record,
    leave: () => agent.close(),
  };
}

/** What a lab is without: source NAT, or a routing daemon whose routes are programmed directly. */
type Omission = 'nat' | 'bird';

/** Ends a lab that stands by itself and waits until it has gone. */
export async function takeDown(record: LabRecord): Promise<void> {
  const { pid, startTime } = record.holder ?? record.builder;
  const deadline = Date.now() + 10_000;
  const alive = () => processId(pid)?.startTime === startTime;
  while (alive()) {
    killQuietly(pid);
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (Date.now() > deadline)
      throw new TargetError(`the lab ${record.name} (process ${pid}) does not end`, 'Look at it with ps');
  }
}

function newRecord(name: string, { spec }: Testbed): LabRecord {
  return { name, builder: processId(process.pid)!, createdAt: new Date().toISOString(), spec, omitted: [] };
}

/** The testbed as this machine can have it. @throws TargetError where the mode itself cannot be had */
async function fitted(
  wanted: Testbed,
  agent: AgentClient,
): Promise<{ testbed: Testbed; omitted: Omission[] }> {
  const { features, optional = [] } = wanted.choice.mode;
  const { hosts } = wanted.datapath;
  const filters = hosts.some((host) => host.filters.length > 0);
  const translates = filters || hosts.some((host) => host.nat.length > 0);
  const asked: Feature[] = [...features, ...optional, ...(translates ? (['nft'] as const) : [])];
  const missing = await agent.ask<MissingFeature[]>({ do: 'features', features: asked });
  const needed = missing.filter(
    ({ feature }) => features.includes(feature) || (filters && feature === 'nft'),
  );
  if (needed.length > 0) throw missingError(wanted, needed);
  const lacks = (feature: Feature) => missing.some((entry) => entry.feature === feature);
  const omitted: Omission[] = [
    ...(lacks('nft') ? (['nat'] as const) : []),
    ...(lacks('bird') ? (['bird'] as const) : []),
  ];
  return { testbed: without(wanted, omitted), omitted };
}

function missingError({ cni, choice }: Testbed, missing: readonly MissingFeature[]): MissingFeatureError {
  const lacks = missing.map(({ feature, reason }) => `${featureFacts[feature].what} (${reason})`);
  const remedies = missing.map(({ feature }) => featureFacts[feature].remedy);
  return new MissingFeatureError(
    `${cni.name} ${choice.mode.name} cannot be realised here, this machine lacks ${lacks.join(' and ')}`,
    `Get ${remedies.join(' and ')}; or run with --target predicted, which measures nothing`,
  );
}

function without(testbed: Testbed, omitted: readonly string[]): Testbed {
  if (!omitted.includes('nat')) return testbed;
  const { datapath, fault } = testbed;
  return {
    ...testbed,
    datapath: withoutNat(datapath),
    ...(fault ? { fault: { ...fault, intended: withoutNat(fault.intended) } } : {}),
  };
}

/** Left out of what is realised and of what is walked alike, so that the prediction stays true. */
export function withoutNat(datapath: Datapath): Datapath {
  return { ...datapath, hosts: datapath.hosts.map((host) => ({ ...host, nat: [] })) };
}

function notesOf({ cni, choice }: Testbed, omitted: readonly string[]): string[] {
  const standIn = cni.standIn?.(choice);
  return [
    ...(standIn ? [standIn] : []),
    ...(omitted.includes('nat')
      ? [
          `NAT is not realised: nft is missing (get ${featureFacts.nft.remedy}). Source addresses are those of a cluster without masquerading`,
        ]
      : []),
    ...(omitted.includes('bird')
      ? [
          `BGP is not run: bird is missing (get ${featureFacts.bird.remedy}). Its routes are programmed directly`,
        ]
      : []),
  ];
}
