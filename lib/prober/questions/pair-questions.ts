/** Packets straight from endpoint to endpoint, and through network policies. */
import type { Family, Protocol } from '../../net';
import { protocols } from '../../net/protocol';
import { notAsked, probePort } from '..';
import type { Asker } from './asker';
import type { Directory } from './directory';
import type { EndpointKind, ProbeTarget } from './extent';
import { cutSoFar } from './fragments';
import type { Question } from './question';
import type { ReportedObservation } from './report';
import {
  adminPortOffset,
  baselinePortOffset,
  endpointIds,
  forbiddenPortOffset,
  type ProbeSettings,
} from './settings';

/** Where a Job stands, and whom it asks. */
export interface Standpoint {
  readonly asker: Asker;
  readonly directory: Directory;
  readonly kind: EndpointKind;
  readonly nodes: readonly string[];
  /** Place of its own node in the list. */
  readonly own: number;
  readonly targets: readonly ProbeTarget[];
}

/** Servers' ids for what a source asks. */
export const targetId = ({ kind, node }: ProbeTarget, nodes: readonly string[]): string =>
  endpointIds[kind](nodes[node]!);

/** The nodes first: where they do not reach one another, pods need not be blamed. */
export function reachQuestions(at: Standpoint): Question[] {
  const targets = [...at.targets].sort((a, b) => a.kind.localeCompare(b.kind));
  return at.directory.families.flatMap((family) =>
    targets.flatMap((target) => [
      ...protocols.map((protocol) => exchange(at, 'reach', targetId(target, at.nodes), family, protocol)),
      ...(at.kind === 'node' && target.kind === 'pod'
        ? [exchange(at, 'host-pod', targetId(target, at.nodes), family, 'tcp')]
        : []),
    ]),
  );
}

/** Sizes, where UDP passes at all. */
export function sizeQuestions(at: Standpoint, reached: readonly ReportedObservation[]): Question[] {
  const udp = new Map(
    reached
      .filter(({ asked, protocol }) => asked === 'reach' && protocol === 'udp')
      .map((answer) => [`${answer.to} ${answer.family}`, answer]),
  );
  return at.directory.families.flatMap((family) =>
    at.targets.map((target): Question => {
      const to = targetId(target, at.nodes);
      return {
        asked: 'mtu',
        to,
        family,
        answer: async () => {
          const small = udp.get(`${to} ${family}`);
          if (small?.notAsked !== undefined) return notAsked(small.notAsked);
          if (small?.answeredBy !== to) return { failure: { code: 'udp-lost' } };
          if (cutSoFar(family) === undefined) return { skipped: { code: 'uncounted' } };
          return at.asker.largest(family, to, at.directory.address(to, family), probePort);
        },
      };
    }),
  );
}

/** Pods behind policies: one port lets the Jobs' pods in, the other nobody but the pod's own node. */
export function policyQuestions(
  at: Standpoint,
  { nodePeers, clusterPolicies }: Pick<ProbeSettings, 'nodePeers' | 'clusterPolicies'>,
): Question[] {
  if (!at.directory.has('guarded') || (at.kind === 'node' && !nodePeers)) return [];
  const guarded = at.targets.filter(({ kind }) => kind === 'pod');
  return at.directory.families.flatMap((family) =>
    guarded.flatMap((target) =>
      protocols.flatMap((protocol) => {
        const to = endpointIds.guarded(at.nodes[target.node]!);
        const ask = (asked: Question['asked'], offset: number) =>
          exchange(at, asked, to, family, protocol, probePort + offset);
        if (at.kind === 'node')
          return [ask(target.node === at.own ? 'policy/own-node' : 'policy/other-node', forbiddenPortOffset)];
        return [
          ask('policy/allow', 0),
          ask('policy/default-deny', forbiddenPortOffset),
          ...(clusterPolicies === 'made'
            ? [ask('policy/admin-tier', adminPortOffset), ask('policy/baseline-tier', baselinePortOffset)]
            : []),
        ];
      }),
    ),
  );
}

function exchange(
  { asker, directory }: Standpoint,
  asked: Question['asked'],
  to: string,
  family: Family,
  protocol: Protocol,
  port = probePort,
): Question {
  return {
    asked,
    to,
    family,
    protocol,
    answer: (fresh) => asker.ask(protocol, family, directory.address(to, family), port, fresh),
  };
}
