import { TargetError } from '../../base/target-error';
import type { LabRecord } from '../../lab/standing/lab-record';
import { livingLabs } from '../../lab/standing/lab-store';
import { recordedTestbed } from '../../lab/standing/recorded-testbed';
import { podCount } from '../../plan';

/** A lab of this user. */
export interface LabRow {
  readonly name: string;
  readonly cni?: string;
  readonly mode?: string;
  readonly nodes?: number;
  readonly pods?: number;
  readonly state: 'up' | 'building';
  /** Process id of the lab's first process, or of its builder. */
  readonly pid: number;
  /** RFC 3339. @default not known: another version built it */
  readonly createdAt?: string;
  /** Why CNI and counts are missing. @default none: they are given */
  readonly problem?: string;
}

/** The labs of this user that are up or being built, by name. */
export function listLabs(): LabRow[] {
  return livingLabs().labs.map(rowOf);
}

function rowOf(record: LabRecord): LabRow {
  const { name, createdAt, holder, builder } = record;
  const state = holder ? 'up' : 'building';
  return { name, ...contents(record), state, pid: (holder ?? builder).pid, createdAt };
}

function contents(record: LabRecord): Partial<LabRow> {
  try {
    const { cni, choice, plan } = recordedTestbed(record);
    const pods = podCount(plan);
    return { cni: cni.name, mode: choice.mode.name, nodes: plan.nodes.length, pods };
  } catch (error) {
    if (error instanceof TargetError) return { problem: `${error.message}. ${error.remedy}.` };
    throw error;
  }
}
