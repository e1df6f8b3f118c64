/**
 * What the API says of nodes, pods, Services and DaemonSets, as far as it is used, held against what a cluster, or a file
 * that somebody else wrote, may really hold. What is not used is let through as it is; what may be missing may be null.
 */
import * as z from 'zod';
import { Address } from '../../net';
import { instanceTypeLabel, zoneLabel } from '../words';
import { address, maybe, name, port, range, taken, words } from './api-values';

const labelValue = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/;

/** Labels by key. A zone's name is a part of the plan, and a kind of machine one of the measurements. */
const labels = z.record(z.string(), z.string()).superRefine((all, { addIssue }) => {
  for (const label of [zoneLabel, instanceTypeLabel]) {
    const value = all[label];
    if (value !== undefined && !labelValue.test(value))
      addIssue({
        code: 'custom',
        path: [label],
        input: value,
        message: "a label's value has at most 63 letters, digits, -, _ and .",
      });
  }
});

/** Those that are text: others are none of any CNI. */
const annotations = z
  .record(z.string(), z.unknown())
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    ),
  );

const metadata = z.looseObject({ name, labels: maybe(labels), annotations: maybe(annotations) });

const condition = z.looseObject({
  type: words,
  status: words,
  reason: maybe(words),
  message: maybe(words),
});

/** Names beside the addresses may be anything: they are not used. */
const nodeAddress = z.looseObject({ type: z.string(), address: z.string() }).superRefine((one, context) => {
  const result = one.type === 'InternalIP' ? address.safeParse(one.address) : undefined;
  for (const { message } of result?.error?.issues ?? [])
    context.addIssue({ code: 'custom', path: ['address'], input: one.address, message });
});

const taint = z.looseObject({ key: words, effect: words });

const node = z.looseObject({
  metadata,
  spec: maybe(
    z.looseObject({
      podCIDRs: maybe(z.array(range)),
      providerID: maybe(words),
      taints: maybe(z.array(taint)),
    }),
  ),
  status: maybe(
    z.looseObject({
      addresses: maybe(z.array(nodeAddress)),
      conditions: maybe(z.array(condition)),
      daemonEndpoints: maybe(z.looseObject({ kubeletEndpoint: maybe(z.looseObject({ Port: maybe(port) })) })),
      nodeInfo: maybe(
        z.looseObject({
          kernelVersion: maybe(words),
          containerRuntimeVersion: maybe(words),
          osImage: maybe(words),
          machineID: maybe(words),
          bootID: maybe(words),
        }),
      ),
    }),
  ),
});

const containerState = z.looseObject({
  waiting: maybe(z.looseObject({ reason: maybe(words), message: maybe(words) })),
  terminated: maybe(z.looseObject({ exitCode: z.number(), reason: maybe(words), message: maybe(words) })),
});

const pod = z.looseObject({
  metadata,
  spec: maybe(z.looseObject({ nodeName: maybe(name) })),
  status: maybe(
    z.looseObject({
      podIPs: maybe(z.array(z.looseObject({ ip: maybe(address) }))),
      startTime: maybe(words),
      phase: maybe(words),
      reason: maybe(words),
      message: maybe(words),
      conditions: maybe(z.array(condition)),
      containerStatuses: maybe(
        z.array(
          z.looseObject({
            image: maybe(words),
            state: maybe(containerState),
            lastState: maybe(containerState),
          }),
        ),
      ),
    }),
  ),
});

const service = z.looseObject({
  metadata,
  spec: maybe(
    z.looseObject({
      clusterIPs: maybe(z.array(taken((text) => text === 'None' || Address.parse(text)))),
      ports: maybe(
        z.array(
          z.looseObject({
            protocol: maybe(z.enum(['TCP', 'UDP', 'SCTP'])),
            port: maybe(port),
            nodePort: maybe(z.number().int().min(1).max(65_535)),
          }),
        ),
      ),
    }),
  ),
});

const endpointSlice = z.looseObject({
  metadata,
  endpoints: maybe(z.array(z.looseObject({ addresses: z.array(address) }))),
  ports: maybe(z.array(z.looseObject({ name: maybe(words), port: maybe(port) }))),
});

const serviceCidr = z.looseObject({
  metadata,
  spec: maybe(z.looseObject({ cidrs: maybe(z.array(range)) })),
});

const number = maybe(z.number());

const container = z.looseObject({ image: maybe(words) });

const daemonSet = z.looseObject({
  metadata,
  spec: maybe(
    z.looseObject({
      template: maybe(
        z.looseObject({ spec: maybe(z.looseObject({ containers: maybe(z.array(container)) })) }),
      ),
    }),
  ),
  status: maybe(
    z.looseObject({ desiredNumberScheduled: number, currentNumberScheduled: number, numberReady: number }),
  ),
});

const job = z.looseObject({
  metadata,
  status: maybe(z.looseObject({ active: number, succeeded: number, conditions: maybe(z.array(condition)) })),
});

const event = z.looseObject({
  type: maybe(words),
  reason: maybe(words),
  message: maybe(words),
  involvedObject: z.looseObject({ kind: maybe(words), name: maybe(words) }),
  lastTimestamp: maybe(words),
  eventTime: maybe(words),
});

/** By the kind of list that they are in. */
export const apiSchemas = {
  nodes: node,
  pods: pod,
  services: service,
  endpointSlices: endpointSlice,
  serviceCidrs: serviceCidr,
  addressBlocks: z.looseObject({ metadata }), // the CNI reads the rest
  daemonSets: daemonSet,
  jobs: job,
  events: event,
};
