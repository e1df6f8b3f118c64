import { isPod } from '../../net';
import type { Pattern } from '../diagnosis';
import type { Failure } from '../failure';

/** Receivers see a source that Kubernetes does not allow: of pods' packets, or of nodes'. */
export const translated: Pattern = ({ failures }) => {
  const seen = failures.filter(({ why }) => why?.code === 'source-not-allowed');
  const [first] = seen;
  if (!first) return [];
  const ofPod = seen.find(({ from }) => isPod(from));
  return [
    ofPod
      ? { cause: { code: 'source-translated', seen: example(ofPod) }, failures: seen }
      : { cause: { code: 'node-source-translated', seen: example(first) }, failures: seen },
  ];
};

const example = ({ from, to, why }: Failure) => ({ from, to, why });
