/**
 * The agent: the one process that works inside a lab. It lives in the lab's namespaces, takes requests from standard
 * input and ends when that ends; when the lab ends, the kernel ends it.
 */
import { createInterface } from 'node:readline';
import { ExecError } from '../exec';
import type { Probe } from '../prober';
import type {
  AgentEndpoint,
  CaptureReport,
  ListenReport,
  ProbeReport,
  Reply,
  Request,
} from './agent-protocol';
import { missingFeatures } from './features';
import { Namespaces } from './netns';
import { PacketCapture } from './packet-capture';
import { realise } from './realise';
import { ShardedProber } from './sharded-prober';

const namespaces = new Namespaces();
let prober: ShardedProber | undefined;
let captures = new Map<string, PacketCapture>();

function reply(message: Reply): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function serve(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'realise':
      return realise(request.batches, namespaces);
    case 'features':
      return missingFeatures(request.features);
    case 'listen':
      return listen(request.endpoints);
    case 'capture':
      return capture(request.namespaces);
    case 'captured':
      return captured();
    case 'probe':
      return probe(request.probes);
  }
}

async function listen(endpoints: readonly AgentEndpoint[]): Promise<ListenReport> {
  await prober?.close();
  prober = await ShardedProber.start(endpoints, namespaces);
  return { addresses: prober.addresses() };
}

function capture(names: readonly string[]): void {
  captures = new Map(names.map((name) => [name, namespaces.enter(name, () => new PacketCapture())]));
}

function captured(): CaptureReport {
  const heard = [...captures].map(([name, running]) => [
    name,
    namespaces.enter(name, () => running.finish()),
  ]);
  captures = new Map();
  return Object.fromEntries(heard);
}

async function probe(probes: readonly Probe[]): Promise<ProbeReport> {
  if (!prober) throw new Error('asked to probe before it was asked to listen');
  const started = performance.now();
  const observations = await prober.run(probes);
  return {
    observations,
    durationMs: performance.now() - started,
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      reply({ result: (await serve(JSON.parse(line))) ?? null });
    } catch (error) {
      const { message, stack } = error as Error;
      reply({ error: { message, stack, expected: error instanceof ExecError } });
    }
  }
}

void main().then(() => process.exit(0)); // servers would keep it alive
