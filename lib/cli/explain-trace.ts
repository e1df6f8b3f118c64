import { type Endpoint, Network, Predictor, type Protocol } from '../datapath';
import type { CaptureReport, ProbeReport } from '../local/agent-protocol';
import { enterLab } from '../local/lab';
import type { Family } from '../net';
import { explanation, type Style, traceTable } from '../report';
import { UsageError } from './exit-codes';

export interface Exchange {
  readonly from: string;
  readonly to: string;
  readonly family: Family;
  readonly protocol: Protocol;
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
    const { family, protocol } = exchange;
    if (!plan.families.includes(family))
      throw new UsageError(`--family ${family}: the lab has no such addresses`);
    const [from, to] = find(datapath.endpoints, exchange.from, exchange.to);
    const prediction = new Predictor(new Network(datapath)).predict(from, to, family, protocol);
    const hops = [...prediction.forward.hops, ...(prediction.back?.hops ?? [])];
    const hosts = [...new Set([...hops.map(({ host }) => host), to.host])];
    await lab.agent.ask({ do: 'capture', namespaces: hosts });
    const observed = await send(lab, [from, to], family, protocol);
    const captures = new Map(Object.entries(await lab.agent.ask<CaptureReport>({ do: 'captured' })));
    const reachable = observed !== undefined && 'reachable' in observed && observed.reachable;
    const outcome = reachable ? style.good('✓ answered') : style.bad('✗ no answer');
    const words = explanation(prediction, from.id, to.id, style);
    const table = traceTable(prediction, captures, style);
    return {
      text: `${words}\n\n${table}\n\nReally sent by ${protocol.toUpperCase()}: ${outcome}`,
      reachable,
    };
  } finally {
    lab.leave();
  }
}

async function send(
  { agent }: ReturnType<typeof enterLab>,
  endpoints: readonly [Endpoint, Endpoint],
  family: Family,
  protocol: Protocol,
): Promise<ProbeReport['observations'][number] | undefined> {
  const listening = endpoints.map(({ id, host, address }) => ({
    id,
    namespace: host,
    address: { ipv4: `${address.ipv4}`, ...(address.ipv6 ? { ipv6: `${address.ipv6}` } : {}) },
  }));
  await agent.ask({ do: 'listen', endpoints: listening });
  const { observations } = await agent.ask<ProbeReport>({
    do: 'probe',
    probes: [{ from: 0, to: 1, family, kind: protocol }],
  });
  return observations[0];
}
