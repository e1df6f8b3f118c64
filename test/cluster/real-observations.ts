/** What Jobs saw on real clusters (test/cluster/real), changed where a test wants it otherwise, and judged. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { type ClusterObservations, parseObservations, timesOf } from '../../lib/cluster/observations';
import { type Cni, cnis } from '../../lib/cni';
import { parseTcpAnswer } from '../../lib/prober/protocol';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import type { Results } from '../../lib/results';

/** A file of test/cluster/real, compressed or not, by its name. */
export function read(name: string) {
  const file = join(__dirname, 'real', `${name}.json`);
  return JSON.parse(
    existsSync(file)
      ? readFileSync(file, 'utf8')
      : brotliDecompressSync(readFileSync(`${file}.br`)).toString(),
  );
}

/** An answer as a Job of an older version wrote it, with a text in place of a code. */
export type Recorded = ReportedObservation & { readonly error?: string };

/** The observations with each answer changed. */
export function changed(
  file: ClusterObservations,
  change: (answer: Recorded, from: string) => Recorded,
): ClusterObservations {
  const logs = Object.entries(file.logs).map(([job, log]) => {
    const [start, ...lines] = log.trimEnd().split('\n');
    const { from } = JSON.parse(start!);
    const answers = lines.map((line) => {
      const parsed = JSON.parse(line);
      return 'asked' in parsed ? JSON.stringify(change(parsed, from)) : line;
    });
    return [job, `${[start, ...answers].join('\n')}\n`];
  });
  return { ...file, logs: Object.fromEntries(logs) };
}

/** What a prober said of an answer that it took for none, read as it is read now. */
export function readAgain(answer: Recorded): Recorded {
  const said = /^not a prober's answer: (".*")$/.exec(answer.error ?? '')?.[1];
  if (!said) return answer;
  const { error: _error, ...rest } = answer;
  return { ...rest, reachable: true, ...parseTcpAnswer(JSON.parse(said)) };
}

/** The judge's word on observations of a cluster of CNI-MODE…, as the name says. @param name empty: nobody says which it is */
export function judged(name: string, file: unknown): Results {
  const observations = parseObservations(file);
  return judgeCluster(
    observations,
    { ...choiceOf(name), name: 'real' },
    { ...timesOf(observations), tool: 'test', target: 'kubernetes' },
  );
}

function choiceOf(name: string) {
  const cni = cnis.find((one) => name.startsWith(`${one.name}-`));
  if (!cni) return {};
  const mode = longest(cni, name.slice(cni.name.length + 1));
  const dataPlane = cni.dataPlanes.find((one) => name.includes(one)) ?? cni.dataPlanes[0]!;
  return { cni, choice: { mode, dataPlane } };
}

/** The mode whose name the text begins with: of several, the longest. */
function longest(cni: Cni, text: string) {
  return [...cni.modes]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) => text.startsWith(name))!;
}
