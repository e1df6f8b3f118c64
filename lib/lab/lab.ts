import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { required } from '../base/required';
import { TargetError } from '../base/target-error';
import type { Testbed } from '../testbed';
import { AgentClient } from './agent/agent-client';
import { refuseTooLarge } from './machine/lab-size';
import { fitted, notesOf, without } from './realise/fitted';
import { programLab } from './realise/program-lab';
import { type Holder, startHolder } from './standing/holder';
import { labFile } from './standing/lab-file';
import type { LabRecord, StandingLab } from './standing/lab-record';
import { claimName, releaseName, standingLab, writeLab } from './standing/lab-store';
import { killQuietly, type ProcessId, processId } from './standing/process-id';
import { recordedTestbed } from './standing/recorded-testbed';

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
  /** Milliseconds of those that routing daemons took to exchange all routes; absent where none runs. */
  readonly convergeMs?: number;
  /** Lets it stand by itself. */
  keep(): void;
  /** Takes it down. */
  end(): Promise<void>;
}

/** Callbacks while a lab is built. */
export interface LabWatcher {
  /** As soon as there is a holder, so that an interrupt can end it. @default none */
  readonly holder?: (holder: Holder) => void;
  /** How many of the datapath's hosts have their state. @default none */
  readonly programmed?: (hosts: number) => void;
}

/**
 * Builds a lab: see that it could be probed, claim the name, start the holder, see what the machine can do, program the state.
 * @throws TargetError where the name is taken, namespaces, a feature, open files or memory are missing, or a command failed
 */
export async function buildLab(name: string, wanted: Testbed, watcher: LabWatcher = {}): Promise<NewLab> {
  const started = performance.now();
  refuseTooLarge(wanted);
  const record = newRecord(name, wanted);
  claimName(record);
  const holder = releasing(
    record,
    await startHolder(labFile(name)).catch((error) => {
      releaseName(record);
      throw error;
    }),
  );
  watcher.holder?.(holder);
  const agent = new AgentClient(holder.pid);
  try {
    const { testbed, omitted } = await fitted(wanted, agent);
    const { convergeMs } = await programLab(
      agent,
      testbed.datapath,
      !omitted.includes('bird'),
      watcher.programmed,
    );
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
        writeLab({ ...record, omitted, holder: running(holder.pid) });
        holder.keep();
      },
      end: () => holder.end(),
    };
  } catch (error) {
    await holder.end();
    throw error;
  }
}

/** The holder, whose end gives the lab's name back. */
function releasing(record: LabRecord, holder: Holder): Holder {
  const end = async () => {
    await holder.end();
    releaseName(record);
  };
  return { ...holder, end };
}

/** Enters a lab that stands by itself. @throws TargetError where there is none of that name */
export function enterLab(name: string): Lab & { readonly record: StandingLab } {
  const record = standingLab(name);
  const { omitted, holder } = record;
  const testbed = without(recordedTestbed(record), omitted);
  const agent = new AgentClient(holder.pid);
  return {
    name,
    testbed,
    agent,
    notes: notesOf(testbed, omitted),
    record,
    leave: () => agent.close(),
  };
}

/** Ends a lab that stands by itself and waits until it has gone. */
export async function takeDown(record: LabRecord): Promise<void> {
  const { pid, startTime } = record.holder ?? record.builder;
  const deadline = Date.now() + 10_000;
  const alive = () => processId(pid)?.startTime === startTime;
  while (alive()) {
    killQuietly(pid);
    await setTimeout(10);
    if (Date.now() > deadline)
      throw new TargetError(`the lab ${record.name} (process ${pid}) does not end`, 'Look at it with ps');
  }
  // The lab's supervisor removes its file last: a lab of the same name may be built only then.
  while (existsSync(labFile(record.name)) && Date.now() < deadline) await setTimeout(5);
}

/** A process that certainly runs. */
function running(pid: number): ProcessId {
  return required(processId(pid), `process ${pid}`);
}

function newRecord(name: string, { spec, fault }: Testbed): LabRecord {
  const builder = running(process.pid);
  const broken = fault && { name: fault.name, seed: fault.seed };
  return { name, builder, createdAt: new Date().toISOString(), spec, fault: broken, omitted: [] };
}
