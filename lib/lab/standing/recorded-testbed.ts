import { TargetError } from '../../base/target-error';
import { broken, faults } from '../../faults';
import { parseRecordedSpec, ruleText, SpecError } from '../../plan';
import { type Testbed, testbed } from '../../testbed';
import type { LabRecord } from './lab-record';

/**
 * The testbed that a lab was built from, broken as it was.
 * @throws TargetError where this version cannot read the spec, which another one wrote
 */
export function recordedTestbed({ name, spec, fault }: LabRecord): Testbed {
  const healthy = readable(name, spec);
  const known = fault && faults.find((candidate) => candidate.name === fault.name);
  return (known && broken(healthy, known, fault.seed)) ?? healthy;
}

function readable(name: string, spec: unknown): Testbed {
  try {
    return testbed(parseRecordedSpec(spec));
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const problems = error.problems.map(
      (problem) => `${problem.field} = ${problem.value}: ${ruleText(problem)}`,
    );
    throw new TargetError(
      `another version built the lab ${name}, and this one cannot read its spec (${problems.join('; ')})`,
      `Use the version that built it, or take it down with \`testbed down --name ${name}\``,
    );
  }
}
