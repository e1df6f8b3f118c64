/** One of the two Jobs that measure between two nodes: it makes those steps that are its own, each when it is its turn. */
import { perform, turn } from '../../prober/measure';
import {
  type MeasureEnd,
  type MeasureLine,
  type MeasureStart,
  measureReportSchema,
} from '../../prober/measure/job/report';
import type { JobNetwork, JobSteps } from '../../prober/measure/job/steps';

/**
 * Measures and reports. That a measurement fails is no failure of the Job.
 * @param key the turns' own name, which the other Job has too
 * @throws Error where there is no turn
 */
export async function measureSteps(
  network: JobNetwork,
  node: string,
  { turns, patienceMs, steps }: JobSteps,
  key: string,
  write: (line: MeasureStart | MeasureLine | MeasureEnd) => void,
): Promise<void> {
  const started = performance.now();
  const program = process.argv[1]!;
  write({ report: 'start', schema: measureReportSchema, network, node });
  let measurements = 0;
  for (const [step, { by, task }] of steps.entries()) {
    if (by !== network) continue;
    const end = await turn(turns, key, step, patienceMs);
    const measured = await perform(task, program);
    end();
    write({ step, ...measured });
    measurements += 1;
  }
  write({ report: 'end', measurements, durationMs: Math.round(performance.now() - started) });
}
