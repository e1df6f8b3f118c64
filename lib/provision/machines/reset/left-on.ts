/** What CNIs and kube-proxy have left on a machine whose cluster is gone. */
import { type Cni, cnis } from '../../../cni';
import { type Gap, type Left, leftOn, type Owner, type Surroundings, seenOf } from '../../../state';
import { captureScript, readCapture } from '../../../state/capture';
import type { Connected } from '../remote';
import { kubernetesTraces } from './kubernetes-traces';

/** What is left on a machine, and what could not be read of it. */
export interface Remains {
  readonly left: readonly Left[];
  readonly gaps: readonly Gap[];
}

/**
 * Asks a machine what is left there.
 * @param nodes of the plan: routes between them have nobody's name on them
 * @throws CaptureError where its answer is not whole
 */
export async function remainsOn(
  on: Connected,
  nodes: Surroundings['nodes'],
  known: readonly Cni[] = cnis,
): Promise<Remains> {
  const others = [
    ...known.flatMap(({ name, traces }): Owner[] => (traces ? [{ name, traces }] : [])),
    kubernetesTraces,
  ];
  const folders = [...new Set(others.flatMap(({ traces }) => traces.folders ?? []))];
  const words = ['/bin/sh', '-s', '--', '--host', on.name];
  const { stdout } = await on.remote.run(words, { sudo: true, input: captureScript(folders), timeoutS: 600 });
  const { outputs } = readCapture(stdout);
  const seen = seenOf(on.name, outputs);
  return { left: leftOn(seen, { running: [], others, unknownRuns: false, nodes }), gaps: seen.gaps };
}
