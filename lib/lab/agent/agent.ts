/**
 * The agent: the one process that works inside a lab. It lives in the lab's namespaces, takes requests from standard
 * input and ends when that ends; when the lab ends, the kernel ends it.
 */
import { createInterface } from 'node:readline';
import { ExecError, type ExecResult } from '../../base/exec';
import { TargetError } from '../../base/target-error';
import type { Probe } from '../../prober';
import type { Measured, Task } from '../../prober/measure';
import { EnginePrograms } from '../measure/engine-programs';
import { Measurers } from '../measure/measurers';
import { PacketCapture } from '../packet-capture';
import { missingFeatures } from '../realise/features';
import { Realiser } from '../realise/realise';
import { readState } from '../state/read-state';
import type {
  AgentEndpoint,
  AgentLine,
  CaptureReport,
  EngineServer,
  ListenReport,
  MeasuredEndpoint,
  ProbeReport,
  Request,
} from './agent-protocol';
import { Namespaces } from './netns';
import { ShardedProber } from './sharded-prober';

const namespaces = new Namespaces();
const realiser = new Realiser(namespaces);
let prober: ShardedProber | undefined;
let measurers: Measurers | undefined;
let engine: EnginePrograms | undefined;
let captures = new Map<string, PacketCapture>();

/** How often the agent says that it lives, in milliseconds. */
const pulseMs = 1000;

function say(line: AgentLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function serve(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'lay':
      return realiser.lay(request.groundwork);
    case 'program':
      return realiser.program(request.hosts);
    case 'converge':
      return realiser.converge();
    case 'features':
      return missingFeatures(request.features);
    case 'listen':
      return listen(request.endpoints);
    case 'capture':
      return capture(request.namespaces);
    case 'captured':
      return captured();
    case 'read-state':
      return readState(namespaces, request.hosts);
    case 'probe':
      return probe(request.probes);
    case 'start-measuring':
      return startMeasuring(request.endpoints);
    case 'measure':
      return measured(request.from, request.task);
    case 'start-engine':
      return startEngine(request.servers);
    case 'run-engine':
      return ranEngine(request.namespace, request.args);
  }
}

async function listen(endpoints: readonly AgentEndpoint[]): Promise<ListenReport> {
  await prober?.close();
  prober = await ShardedProber.start(endpoints, namespaces);
  return { addresses: prober.addresses(), lacks: prober.lacks };
}

async function startMeasuring(endpoints: readonly MeasuredEndpoint[]): Promise<void> {
  measurers?.end();
  measurers = await Measurers.start(endpoints, namespaces);
}

function measured(from: number, task: Task): Promise<Measured> {
  if (!measurers) throw new Error('asked to measure before it was asked to start');
  return measurers.perform(from, task);
}

async function startEngine(servers: readonly EngineServer[]): Promise<void> {
  engine?.end();
  engine = await EnginePrograms.start(servers, namespaces);
}

function ranEngine(namespace: string, args: readonly string[]): Promise<ExecResult> {
  if (!engine) throw new Error('asked to run a client before it was asked to start servers');
  return engine.run(namespace, args);
}

function capture(names: readonly string[]): void {
  captures = new Map(names.map((name) => [name, namespaces.enter(name, () => new PacketCapture())]));
}

function captured(): CaptureReport {
  const captured = [...captures].map(([name, running]) => [
    name,
    namespaces.enter(name, () => running.finish()),
  ]);
  captures = new Map();
  return Object.fromEntries(captured);
}

async function probe(probes: readonly Probe[]): Promise<ProbeReport> {
  if (!prober) throw new Error('asked to probe before it was asked to listen');
  const started = performance.now();
  const answer = await prober.run(probes);
  return {
    ...answer,
    durationMs: performance.now() - started,
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** What to do about an error that is no fault of the agent's. */
function remedyFor(error: unknown): string | undefined {
  if (error instanceof TargetError) return error.remedy;
  return error instanceof ExecError
    ? 'See what the program said; `testbed doctor` lists what this machine lacks'
    : undefined;
}

async function main(): Promise<void> {
  setInterval(() => say({ alive: true }), pulseMs);
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      say({ result: (await serve(JSON.parse(line))) ?? null });
    } catch (error) {
      const { message, stack } = error as Error;
      say({ error: { message, stack, remedy: remedyFor(error) } });
    }
  }
}

void main().then(() => {
  measurers?.end();
  engine?.end();
  process.exit(0); // servers would keep it alive
});
