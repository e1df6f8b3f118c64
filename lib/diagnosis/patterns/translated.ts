import { isDirect } from '../../check';
import { isPod } from '../../net';
import { exampleOf } from '../causes/example';
import type { Pattern } from '../diagnosis';
import { placeOfFailures } from '../scope/find-place';

/** Receivers see a source that Kubernetes does not allow: of pods' packets, or of nodes'. */
export const translated: Pattern = ({ failures, checks }) => {
  const seen = failures.filter(({ why }) => why?.code === 'source-not-allowed');
  const [first] = seen;
  if (!first) return [];
  const ofPod = seen.find(({ from }) => isPod(from));
  const tried = checks.filter((check) => isDirect(check) && check.verdict !== 'skip');
  const place = placeOfFailures(seen, tried);
  return [
    ofPod
      ? { cause: { code: 'source-translated', seen: exampleOf(ofPod), place }, failures: seen }
      : { cause: { code: 'node-source-translated', seen: exampleOf(first), place }, failures: seen },
  ];
};
