/** What a CNI that does not run has left on Node objects and in the API, with the kubectl commands that remove it. */
import type { Node } from 'kubernetes-types/core/v1';
import type { Cni, ObjectTraces } from '../../cni';
import type { Left } from '../../state';
import type { ApiGroup, ApiRemains } from './api-remains';

type Found = Omit<Left, 'owner'>;

/** @param runs whether any CNI runs */
export function leftInApi(
  nodes: readonly Node[],
  { groups = [], namespaces = [] }: ApiRemains,
  others: readonly Cni[],
  runs: boolean,
): Left[] {
  return others.flatMap(({ name: owner, objectTraces: traces }) => {
    if (!traces) return [];
    const found = [
      ...nodes.flatMap((node) => onNode(node, traces, runs)),
      ...namespaces.filter((one) => traces.namespaces?.includes(one)).map(leftNamespace),
      ...groups
        .filter(({ name, resources }) => traces.groups?.includes(name) && resources?.length !== 0)
        .map(leftGroup),
    ];
    return found.map((one): Left => ({ owner, ...one }));
  });
}

function onNode(node: Node, traces: ObjectTraces, runs: boolean): Found[] {
  const { name: host = '', annotations = {}, labels = {} } = node.metadata ?? {};
  const keys = (all: Readonly<Record<string, unknown>>, wanted?: RegExp) =>
    Object.keys(all).filter((key) => wanted?.test(key));
  const taints = (node.spec?.taints ?? []).filter(({ key }) => traces.taints?.test(key));
  return [
    ...condition(node, traces, runs),
    ...taints.map(({ key, effect }) => ({
      ...{ host, kind: 'taint' as const, name: `${key}:${effect}`, with: [] },
      harms: [{ code: 'keeps-pods-away' as const }],
      commands: [['kubectl', 'taint', 'node', host, `${key}:${effect}-`]],
    })),
    ...removed(host, 'annotations', 'annotate', keys(annotations, traces.annotations)),
    ...removed(host, 'labels', 'label', keys(labels, traces.labels)),
  ];
}

function removed(
  host: string,
  kind: 'annotations' | 'labels',
  verb: string,
  keys: readonly string[],
): Found[] {
  if (keys.length === 0) return [];
  const [first = ''] = keys[0]!.split('/');
  const commands = [['kubectl', verb, 'node', host, ...keys.map((key) => `${key}-`)]];
  return [{ host, kind, name: `${first}/…`, with: keys, harms: [], commands }];
}

const unavailable = { type: 'NetworkUnavailable', taint: 'node.kubernetes.io/network-unavailable' } as const;

/**
 * The condition is taken away altogether, as on a node that no CNI has been on. The taint follows it: the controller that
 * made it of the condition takes it away within seconds, and would make it again as long as the condition says so
 * (kubernetes/pkg/controller/nodelifecycle, doNoScheduleTaintingPass).
 */
function condition({ metadata, spec, status }: Node, { reasons }: ObjectTraces, runs: boolean): Found[] {
  const host = metadata?.name ?? '';
  const said = status?.conditions?.find(
    ({ type, reason }) => type === unavailable.type && reasons.test(reason ?? ''),
  );
  if (!said) return [];
  const isTrue = said.status === 'True';
  const taints = (spec?.taints ?? []).filter(({ key }) => key === unavailable.taint);
  const patch = { status: { conditions: [{ type: unavailable.type, $patch: 'delete' }] } };
  return [
    {
      host,
      kind: 'condition',
      name: `${unavailable.type}=${said.status} (${said.reason})`,
      with: taints.map(({ key, effect }) => `taint ${key}:${effect}`),
      harms: isTrue ? [{ code: 'keeps-pods-away' }] : runs ? [] : [{ code: 'says-ready' }],
      commands: [
        [
          'kubectl',
          'patch',
          'node',
          host,
          '--subresource=status',
          '--type=strategic',
          '--patch',
          JSON.stringify(patch),
        ],
      ],
    },
  ];
}

const leftNamespace = (name: string): Found => ({
  ...{ kind: 'namespace', name, with: [], harms: [] },
  commands: [['kubectl', 'delete', 'namespace', name]],
});

/** A group that nobody answers for is of a server that has gone; another one is of definitions. */
function leftGroup({ name, version, resources }: ApiGroup): Found {
  const answers = resources !== undefined;
  const definitions = (resources ?? []).map((plural) => `${plural}.${name}`);
  const [, api = ''] = version.split('/');
  return {
    kind: 'definitions',
    name,
    with: definitions,
    harms: [{ code: answers ? 'taken-up' : 'no-answer' }],
    commands: answers
      ? [['kubectl', 'delete', 'customresourcedefinition', ...definitions]]
      : [['kubectl', 'delete', 'apiservice', `${api}.${name}`]],
  };
}
