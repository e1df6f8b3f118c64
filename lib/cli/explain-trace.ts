import { failureText } from '../check';
import { type Endpoint, Network, Predictor, type Protocol } from '../datapath';
import { agentEndpoint, type CaptureReport, type ProbeReport } from '../lab/agent/agent-protocol';
import { enterLab, type Lab } from '../lab/lab';
import type { Family } from '../net';
import type { Observation } from '../prober';
import { explanation, type Style, traceTable } from '../report';
import { UsageError } from './exit-codes';

export interface Exchange {
  readonly from: string;
  readonly to: string;
  readonly family: Family;
  readonly protocol: Protocol;
  /** Size of the IP packet; TCP chooses its own. @default the smallest */
  readonly bytes?: number;
}

/** Sends a real packet in a lab that is up, and shows beside the prediction what was captured on each hop. */
export async function traceInLab(
  name: string,
  exchange: Exchange,
  find: (endpoints: readonly Endpoint[], from: string, to: string) => [Endpoint, Endpoint],
  style: Style,
): Promise<{ readonly text: string; readonly reachable: boolean }> {
  const lab = enterLab(name);
  try {
    const { datapath, plan } = lab.testbed;
    const { family, protocol, bytes } = exchange;
    if (!plan.families.includes(family))
      throw new UsageError(`--family ${family}: the lab has no such addresses`);
    const [from, to] = find(datapath.endpoints, exchange.from, exchange.to);
    const prediction = new Predictor(new Network(datapath)).predict(from, to, family, protocol, bytes);
    const hops = [...prediction.forward.hops, ...(prediction.back?.hops ?? [])];
    const hosts = [...new Set([...hops.map(({ host }) => host), to.host])];
    await lab.agent.ask({ do: 'capture', namespaces: hosts });
    const observed = await send(lab, from, to, exchange);
    const captures = new Map(Object.entries(await lab.agent.ask<CaptureReport>({ do: 'captured' })));
    const words = explanation(prediction, from.id, to.id, style);
    const table = traceTable(prediction, captures, style);
    return {
      text: `${words}\n\n${table}\n\nReally sent by ${protocol.toUpperCase()}: ${outcome(observed, to, style)}`,
      reachable: observed.answeredBy === to.id,
    };
  } finally {
    lab.leave();
  }
}

/** Somebody else's answer is none. */
function outcome({ answeredBy, failure }: Observation, to: Endpoint, style: Style): string {
  if (answeredBy === to.id) return style.good('✓ answered');
  if (answeredBy !== undefined) return style.bad(`✗ ${answeredBy} answered in place of ${to.id}`);
  return style.bad(`✗ ${failure ? failureText(failure) : 'no answer'}`);
}

async function send({ agent }: Lab, from: Endpoint, to: Endpoint, exchange: Exchange): Promise<Observation> {
  await agent.ask({ do: 'listen', endpoints: [from, to].map(agentEndpoint) });
  const { family, protocol: kind, bytes } = exchange;
  const { observations } = await agent.ask<ProbeReport>({
    do: 'probe',
    probes: [{ from: 0, to: 1, family, kind, bytes }],
  });
  return observations[0] as Observation;
}
