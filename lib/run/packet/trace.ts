import { TargetError } from '../../base/target-error';
import { lackText } from '../../check';
import { askedAddress, type Endpoint, hopsOf } from '../../datapath';
import { agentEndpoint, type CaptureReport } from '../../lab/agent/agent-protocol';
import { enterLab, type Lab } from '../../lab/lab';
import { type Observation, probePort } from '../../prober';
import type { TracedWay } from '../../report';
import { checkedLabName } from '../lab/lab-name';
import { RunError } from '../run-error';
import { type CompleteExchange, complete, type Exchange, type Explained, walked } from './exchange';
import { tracedWay } from './traced-way';

/** A packet that was really sent, beside what the computed state does with it. */
export interface Traced extends Explained {
  /** What was captured, by host. */
  readonly captures: ReadonlyMap<string, CaptureReport[string]>;
  readonly observed: Observation;
  /** Each link of the predicted way with what was captured there, and where the packet was lost. */
  readonly way: TracedWay;
  /** Whether the receiver itself answered. */
  readonly reachable: boolean;
}

/**
 * Sends a packet in a lab that is up, and captures it on every hop that it is predicted to take.
 * @throws RunError where there is no such place or family, or a size for TCP; TargetError where no such lab is up
 */
export async function tracePacket(labName: string, packet: Exchange): Promise<Traced> {
  const { bytes, protocol = 'tcp' } = packet;
  if (bytes !== undefined && protocol === 'tcp') throw new RunError({ code: 'size-of-tcp' });
  const lab = enterLab(checkedLabName(labName));
  try {
    const exchange = complete(packet, lab.testbed.plan);
    const { services: _, ...datapath } = lab.testbed.datapath;
    return await traceIn(lab, walked({ ...lab.testbed, datapath }, exchange, 'lab', bytes), exchange);
  } finally {
    lab.leave();
  }
}

/**
 * Sends a packet in a lab, and captures it on every hop of a way that was walked.
 * @throws TargetError where the lab's agent ends or this machine could not send
 */
export async function traceIn(lab: Lab, explained: Explained, exchange: CompleteExchange): Promise<Traced> {
  await lab.agent.ask({ do: 'capture', namespaces: hostsOf(explained) });
  const observed = await send(lab, explained, exchange);
  if (observed.notAsked)
    throw new TargetError(`the packet was not sent: ${lackText(observed.notAsked)}`, 'try again');
  const captures = new Map(Object.entries(await lab.agent.ask({ do: 'captured' })));
  const way = tracedWay(explained.prediction, captures, observed, explained.to.host);
  return { ...explained, captures, observed, way, reachable: observed.answeredBy === explained.to.id };
}

function hostsOf({ to, prediction }: Explained): string[] {
  return [...new Set([...hopsOf(prediction).map(({ host }) => host), to.host])];
}

async function send(
  { agent }: Lab,
  { from, to }: { readonly from: Endpoint; readonly to: Endpoint },
  { family, protocol: kind, bytes }: CompleteExchange,
): Promise<Observation> {
  await agent.ask({ do: 'listen', endpoints: [from, to].map(agentEndpoint) });
  const at = to.external && askedAddress(from, to, family);
  const { observations } = await agent.ask({
    do: 'probe',
    probes: [{ from: 0, to: 1, family, kind, bytes, at: at && { address: `${at}`, port: probePort } }],
  });
  return observations[0] as Observation;
}
