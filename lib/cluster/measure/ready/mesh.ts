/** Pods that ask one another, one a node: what each has said last, and its clock. */
import type { Pod } from 'kubernetes-types/core/v1';
import type { MeshReport } from '../../../prober/measure/job/report';
import { meshPaces } from '../../../prober/measure/mesh/paces';
import { meshLine } from '../../untrusted/measure-report-lines';
import { partLabel } from '../../words';
import { PodClock } from '../pod-clock';
import { SaidLast } from '../said-last';
import { readyParts } from './manifests';
import type { Moment } from './timeline';

interface Heard {
  readonly said: SaidLast<MeshReport>;
  readonly clock: PodClock;
  answers: MeshReport['answers'];
}

/** All of them. */
export class Mesh {
  private readonly pods = new Map<string, Heard>();
  private readonly everyMs: number;

  /** @param nodes names @param lastLine reads the last line of a pod's log */
  constructor(
    private readonly nodes: readonly string[],
    private readonly lastLine: (pod: string) => Promise<string | undefined>,
  ) {
    this.everyMs = meshPaces(nodes.length).sayMs;
  }

  /** Reads the logs of those that run. @param pods of the namespace, now */
  async hear(pods: readonly Pod[]): Promise<void> {
    for (const { metadata, spec, status } of pods) {
      const isMesh = metadata?.labels?.[partLabel] === readyParts.mesh;
      if (!isMesh || status?.phase !== 'Running' || spec?.nodeName === undefined) continue;
      const heard = this.of(`${spec.nodeName}`, metadata!.name!);
      const said = await heard.said.read();
      if (!said) continue;
      heard.clock.heard(said.reading);
      heard.answers = said.line.answers;
    }
  }

  /** When the pod of each other node first answered, of each node. */
  get answers(): Moment[] {
    return this.nodes.flatMap((node) => {
      const heard = this.pods.get(node);
      if (!heard) return [];
      const { answers, clock } = heard;
      return this.nodes.flatMap((other) => {
        const answer = other === node ? undefined : answers.find((one) => one.node === other);
        return answer ? [{ ms: clock.here(answer.ms), exactToMs: clock.exactToMs }] : [];
      });
    });
  }

  /** Ordered pairs of nodes without an answer yet. */
  get missing(): number {
    return this.nodes.length * (this.nodes.length - 1) - this.answers.length;
  }

  /** A pod that is new on its node is heard from its beginning. */
  private of(node: string, pod: string): Heard {
    const known = this.pods.get(node);
    if (known && known.said.pod === pod) return known;
    const said = new SaidLast<MeshReport>(pod, meshLine, () => this.lastLine(pod));
    const heard: Heard = { said, clock: new PodClock(this.everyMs), answers: [] };
    this.pods.set(node, heard);
    return heard;
  }
}
