/** Services and the way out of the cluster. */
import { setTimeout } from 'node:timers/promises';
import { familyOf } from '../../net/family';
import { protocols } from '../../net/protocol';
import { type Observation, type ProbeFailure, probePort } from '..';
import { dnsQuestions } from './dns-questions';
import type { Standpoint } from './pair-questions';
import type { Question } from './question';
import { endpointIds, type ProbeSettings, serviceNames } from './settings';

/** Exchanges with the Service of all pods: enough that a backend out of reach shows, however they are chosen. */
const clusterIpTries = 8;
/** The Service of this very pod knows it only when its endpoints have gone round: seconds, on a busy cluster. */
const hairpinPatienceMs = 10_000;
const hairpinPauseMs = 500;

/** Questions to Services: by cluster address, by node port and by name. */
export function serviceQuestions(at: Standpoint): Question[] {
  return [...clusterIpQuestions(at), ...nodePortQuestions(at), ...dnsQuestions(at)];
}

function clusterIpQuestions({ asker, directory }: Standpoint): Question[] {
  const name = serviceNames.clusterIp;
  return directory.serviceFamilies(name).flatMap((family) =>
    protocols.map(
      (protocol): Question => ({
        asked: 'service/cluster-ip',
        to: `service:${name}`,
        family,
        protocol,
        answer: async (fresh) => {
          const address = directory.clusterIp(name, family);
          let last: Observation = { reachable: false };
          for (let attempt = 1; attempt <= clusterIpTries; attempt++) {
            last = await asker.ask(protocol, family, address, probePort, fresh);
            if (!last.reachable) return { ...last, failure: inSeries(attempt, last) };
          }
          return last;
        },
      }),
    ),
  );
}

function nodePortQuestions({ asker, directory, targets, nodes }: Standpoint): Question[] {
  const name = serviceNames.nodePort;
  const asked = targets
    .filter(({ kind }) => kind === 'node')
    .map(({ node }) => endpointIds.node(nodes[node]!));
  return directory.serviceFamilies(name).flatMap((family) =>
    asked.flatMap((to) =>
      protocols.map(
        (protocol): Question => ({
          asked: 'service/node-port',
          to,
          family,
          protocol,
          answer: (fresh) =>
            asker.ask(
              protocol,
              family,
              directory.address(to, family),
              directory.nodePort(name, protocol),
              fresh,
            ),
        }),
      ),
    ),
  );
}

/** This pod asks a Service whose only backend on this node is this pod. */
export function hairpinQuestions({ asker, directory, kind }: Standpoint): Question[] {
  if (kind !== 'pod') return [];
  const name = serviceNames.hairpin;
  return directory.serviceFamilies(name).flatMap((family) =>
    protocols.map(
      (protocol): Question => ({
        asked: 'service/hairpin',
        to: `service:${name}`,
        family,
        protocol,
        answer: async () => {
          const address = directory.clusterIp(name, family);
          const deadline = Date.now() + hairpinPatienceMs;
          for (;;) {
            const observation = await asker.ask(protocol, family, address, probePort);
            if (observation.reachable || Date.now() > deadline) return observation;
            await setTimeout(hairpinPauseMs);
          }
        },
      }),
    ),
  );
}

/** A server outside the cluster must see this pod's node. */
export function egressQuestions({ asker, kind }: Standpoint, egress: ProbeSettings['egress']): Question[] {
  if (!egress || kind !== 'pod') return [];
  const family = familyOf(egress.address);
  return protocols.map((protocol) => ({
    asked: 'egress/nat',
    to: outsideId(egress),
    family,
    protocol,
    answer: (fresh) => asker.ask(protocol, family, egress.address, egress.port, fresh),
  }));
}

/** The endpoint outside, by its address. */
export const outsideId = ({ address, port }: { address: string; port: number }): string =>
  `outside:${familyOf(address) === 'ipv6' ? `[${address}]` : address}:${port}`;

/** The failure of one exchange, as a series reports it. */
function inSeries(exchange: number, { failure }: Observation): ProbeFailure {
  if (failure?.code === 'in-series') return failure;
  return { code: 'in-series', exchange, of: clusterIpTries, failure };
}
