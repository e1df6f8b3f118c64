import { searchPath } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';

/** Programs that every lab runs, by the package that has them. */
const packages: Readonly<Record<string, readonly string[]>> = {
  iproute2: ['ip', 'bridge'],
  'util-linux': ['unshare', 'nsenter', 'mount'],
  coreutils: ['mkdir', 'rm', 'sleep'],
};

/** What is missing of them, and how to get it; undefined where nothing is. */
export function missingPrograms(path = searchPath()): string | undefined {
  const lacks = Object.entries(packages).flatMap(([name, programs]) => {
    const missing = programs.filter((program) => whyNotRun(program, path));
    return missing.length > 0 ? [`${missing.join(' and ')} (get the package ${name})`] : [];
  });
  return lacks.length > 0 ? `there is no program ${lacks.join(', nor ')}` : undefined;
}
