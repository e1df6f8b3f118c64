import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { localTarget } from '../../base/targets';
import { podMtu } from '../../lab/measure/pod-mtu';
import type { Subject } from '../../measure';
import type { Plan } from '../../plan';
import type { Testbed } from '../../testbed';

/** What is measured in a lab. @param id a name that no other subject has */
export function labSubject(id: string, testbed: Testbed, repeats?: string): Subject {
  const { spec, plan, cni, choice, datapath } = testbed;
  const mtu = podMtu(datapath);
  const standIn = cni.standIn?.(choice);
  return {
    ...{ id, target: localTarget },
    cni: { name: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane },
    planDigest: planDigest(plan),
    spec: JSON.parse(JSON.stringify(spec)),
    ...(repeats === undefined ? {} : { repeats }),
    ...(standIn === undefined ? {} : { standIn }),
    conditions: {
      ...machineConditions(),
      'node MTU': `${plan.underlayMtu}`,
      ...(mtu === undefined ? {} : { 'pod MTU': `${mtu}` }),
    },
  };
}

/** SHA-256 of a plan, as hexadecimal digits: the same for the same addresses only. */
export function planDigest(plan: Plan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}

/** What numbers depend on, of the machine that this process runs on. */
export function machineConditions(): Record<string, string> {
  const processors = cpus();
  const congestion = textOf('/proc/sys/net/ipv4/tcp_congestion_control');
  const governor = textOf('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor');
  return {
    kernel: release(),
    processors: `${processors.length} × ${processors[0]?.model.trim() || 'unknown'}`,
    'congestion control': congestion ?? 'unknown',
    ...(governor === undefined ? {} : { governor }),
    'Node.js': process.version,
  };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
