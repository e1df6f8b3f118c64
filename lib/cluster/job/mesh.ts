/** A pod that asks the pods of all other nodes from its first instruction on, until each has answered once. */

import { podId, podName } from '../../net/endpoint-id';
import { familyOf } from '../../net/family';
import { measurePort } from '../../net/protocol';
import { serveMeasuring } from '../../prober/measure';
import { now } from '../../prober/measure/clock';
import { type MeshReport, measureReportSchema } from '../../prober/measure/job/report';
import { AddressBook } from '../../prober/measure/mesh/address-book';
import type { MeshEntry } from '../../prober/measure/mesh/entry';
import { keepLinked } from '../../prober/measure/mesh/linked';
import { meshPaces } from '../../prober/measure/mesh/paces';
import { firstAnswer } from '../../prober/measure/pulse/first-answer';
import { byFamily, type OwnPlace, ownEndpoint } from '../../prober/questions/own-place';
import type { NodeAddresses } from './address-book';

/** Serves, asks, and says again and again who has answered, until it is ended. @throws Error where it cannot serve */
export async function mesh(
  nodes: NodeAddresses,
  { node, ips }: OwnPlace,
  write: (line: MeshReport) => void,
): Promise<void> {
  const [address] = ips as [string];
  const family = familyOf(address);
  await serveMeasuring(
    ownEndpoint(podId(podName(node, 0)), [address]),
    family,
    measurePort,
    process.argv[1]!,
  );
  const { askMs, sayMs } = meshPaces(Object.keys(nodes).length);
  const answers = new FirstAnswers(node, askMs);
  const book = new AddressBook(new Set(Object.keys(nodes)), (entry) => answers.ask(entry));
  book.add({ node, address, begunMs: performance.timeOrigin });
  const own = byFamily(nodes[node] ?? [])[family];
  if (own === undefined) throw new Error(`${node} has no ${family} address, which its pods have`);
  keepLinked(book, { address: own, port: measurePort });
  const head = { report: 'mesh', schema: measureReportSchema, node } as const;
  setInterval(() => write({ ...head, nowMs: now(), answers: answers.found }), sayMs);
}

/** The first answer of each other node's pod. */
class FirstAnswers {
  private readonly answeredMs = new Map<string, number>();
  private readonly asking = new Map<string, AbortController>();

  constructor(
    private readonly own: string,
    private readonly everyMs: number,
  ) {}

  get found(): MeshReport['answers'] {
    return [...this.answeredMs].map(([node, ms]) => ({ node, ms }));
  }

  /** Where a node has a newer pod, the older one is asked no more. */
  async ask({ node, address }: MeshEntry): Promise<void> {
    if (node === this.own || this.answeredMs.has(node)) return;
    this.asking.get(node)?.abort();
    const giveUp = new AbortController();
    this.asking.set(node, giveUp);
    const ms = await firstAnswer({ address, port: measurePort }, this.everyMs, giveUp.signal);
    if (ms !== undefined) this.answeredMs.set(node, ms);
  }
}
