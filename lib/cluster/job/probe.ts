import { getServers } from 'node:dns';
import { setTimeout } from 'node:timers/promises';
import { paced, probePort } from '../../prober';
import { Asker } from '../../prober/questions/asker';
import { controlQuestions } from '../../prober/questions/control-questions';
import { Directory } from '../../prober/questions/directory';
import { type EndpointKind, targetsOf } from '../../prober/questions/extent';
import { interfaces } from '../../prober/questions/interfaces';
import { metadataQuestions } from '../../prober/questions/metadata-questions';
import { type OwnPlace, ownEndpoint } from '../../prober/questions/own-place';
import {
  policyQuestions,
  reachQuestions,
  type Standpoint,
  sizeQuestions,
} from '../../prober/questions/pair-questions';
import { answered, type Question } from '../../prober/questions/question';
import {
  type ReportEnd,
  type ReportedObservation,
  type ReportStart,
  reportSchema,
} from '../../prober/questions/report';
import {
  egressQuestions,
  hairpinQuestions,
  serviceQuestions,
} from '../../prober/questions/service-questions';
import { endpointIds, type ProbeAddresses, type ProbeSettings } from '../../prober/questions/settings';
import { withTriesAgain } from '../../prober/questions/try-again';
import { listen } from './serve';

/** Time for path MTUs in one Job: each black hole costs seconds, and the Job has a deadline. In milliseconds. */
const sizingBudgetMs = 120_000;

type Write = (line: ReportStart | ReportedObservation | ReportEnd) => void;

/**
 * One Job: asks everything that is asked from here, and reports each answer. That a check fails is no failure of the Job.
 * @throws Error where the asking itself cannot be done
 */
export async function probe(
  kind: EndpointKind,
  place: OwnPlace,
  settings: ProbeSettings,
  addresses: ProbeAddresses,
  write: Write,
): Promise<void> {
  const started = performance.now();
  const index = settings.nodes.indexOf(place.node);
  if (index < 0)
    throw new Error(`${place.node} is not among the nodes that are tested: ${settings.nodes.join(', ')}`);
  const id = endpointIds.client(kind, place.node);
  const devices = interfaces();
  const start = { schema: reportSchema, from: id, node: place.node, interfaces: devices } as const;
  write({ report: 'start', ...start, nameServers: getServers() });
  // The Service of the hairpin check leads back here. On the host's network a server listens already.
  const servers = kind === 'pod' ? await listen(id, place.ips, [probePort]) : [];
  await setTimeout(jitter(id, settings.jitterMs));
  const asker = new Asker(ownEndpoint(id, place.ips), devices);
  const targets = targetsOf(index, kind, settings.nodes.length, settings.extent);
  const directory = new Directory(addresses);
  const at: Standpoint = { asker, directory, kind, nodes: settings.nodes, own: index, targets };
  const count = await askAll(at, settings, write);
  await asker.close();
  for (const server of servers) server.close();
  write(endOf(count, performance.now() - started));
}

async function askAll(at: Standpoint, settings: ProbeSettings, write: Write): Promise<number> {
  const reaching = reachQuestions(at);
  const reached = await withTriesAgain(reaching, await together(reaching));
  reached.forEach(write);
  const sized = await oneByOne(sizeQuestions(at, reached), write);
  const services = [
    ...serviceQuestions(at),
    ...egressQuestions(at, settings.egress),
    ...controlQuestions(at),
  ];
  const served = await withTriesAgain(services, await together(services));
  // These have their own patience: a Service's endpoints come late, and the metadata service answers at once.
  const patient = await together([...hairpinQuestions(at), ...metadataQuestions(settings)]);
  const rest = [...served, ...patient];
  rest.forEach(write);
  // A denial is silence, and so is a loss: only the former lasts.
  const policies = policyQuestions(at, settings);
  const guarded = await withTriesAgain(policies, await together(policies));
  guarded.forEach(write);
  return reached.length + sized + rest.length + guarded.length;
}

async function together(questions: readonly Question[]): Promise<ReportedObservation[]> {
  const answers: ReportedObservation[] = new Array(questions.length);
  await paced(questions, async (question, index) => {
    answers[index] = await answered(question);
  });
  return answers;
}

async function oneByOne(questions: readonly Question[], write: Write): Promise<number> {
  const deadline = performance.now() + sizingBudgetMs;
  for (const { answer, ...question } of questions)
    write(
      performance.now() < deadline
        ? await answered({ answer, ...question })
        : { ...question, skipped: { code: 'out-of-time', seconds: sizingBudgetMs / 1000 } },
    );
  return questions.length;
}

function endOf(observations: number, durationMs: number): ReportEnd {
  const { user, system } = process.cpuUsage();
  const maxRssBytes = process.resourceUsage().maxRSS * 1024;
  return {
    report: 'end',
    observations,
    durationMs: Math.round(durationMs),
    cpuMs: Math.round((user + system) / 1000),
    maxRssBytes,
  };
}

/** A moment of its own for each Job, the same in every run (FNV-1a of the id). */
export function jitter(id: string, most: number): number {
  let hash = 2_166_136_261;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619) >>> 0;
  return Math.floor((hash / 2 ** 32) * most);
}
