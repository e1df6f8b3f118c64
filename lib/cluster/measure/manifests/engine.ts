/** iperf3 on a cluster: a container beside each server, and a Job for each measurement, both of plain arguments. */
import type { Job } from 'kubernetes-types/batch/v1';
import type { Container, EnvVar, Volume } from 'kubernetes-types/core/v1';
import { iperf3Server } from '../../../measure';
import { enginePort } from '../../../net/protocol';
import type { JobNetwork } from '../../../prober/measure/job/steps';
import { nameOnNode, proberLabels } from '../../manifests/jobs';
import { pinnedJob } from '../../manifests/pinned-job';
import { type Beside, confinedContainer, confinedPod } from '../../manifests/pod';
import { engineContainer, mayFailLabel } from '../../words';
import { endedJobStaysS } from './jobs';
import type { MeasureManifest } from './options';

/** Memory of one run, with the files of its streams. */
const memory = '256Mi';
/** Where iperf3 makes a file of 128 KiB for each stream. */
const scratch: Volume = { name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } };
/** The first address of the pod, which is its node's on the host's network. */
const podIp: EnvVar = { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } };

/** What a server's pod has beside it, to serve on the pod's first address alone; nothing where iperf3 has no part. */
export function engineServer({ engineImage }: MeasureManifest): Beside | undefined {
  if (engineImage === undefined) return undefined;
  const server = container(engineImage, iperf3Server(`$(${podIp.name})`), {
    env: [podIp],
    ports: [{ containerPort: enginePort, protocol: 'TCP' }],
  });
  return { containers: [server], volumes: [scratch] };
}

/** One measurement: where it starts from, and what its client is given. */
export interface EngineRun {
  readonly node: string;
  readonly network: JobNetwork;
  /** Number of the turn in this run, from 0. */
  readonly turn: number;
  /** Its place in the turn, from 0. */
  readonly place: number;
  readonly args: readonly string[];
  /** How long it may take, in seconds. */
  readonly timeoutS: number;
}

/** Its Job. */
export function engineJob({ namespace, keep, engineImage = '' }: MeasureManifest, run: EngineRun): Job {
  const { node, network, args, timeoutS } = run;
  return pinnedJob({
    ...{ name: engineJobName(run), namespace, node },
    labels: { ...proberLabels(network), ...mayFailLabel },
    deadlineS: timeoutS,
    ...(keep ? {} : { staysS: endedJobStaysS }),
    spec: {
      ...confinedPod({ hostNetwork: network === 'node', node, restartPolicy: 'Never' }),
      containers: [container(engineImage, args)],
      volumes: [scratch],
    },
  });
}

/** Its name. */
export function engineJobName({ node, turn, place }: Pick<EngineRun, 'node' | 'turn' | 'place'>): string {
  return nameOnNode(`${engineContainer}-${turn + 1}`, node, place);
}

function container(
  image: string,
  args: readonly string[],
  more: Pick<Container, 'env' | 'ports'> = {},
): Container {
  const volumeMounts = [{ name: scratch.name, mountPath: '/tmp' }];
  return confinedContainer(
    { name: engineContainer, image, memory },
    { command: ['iperf3'], args: [...args], ...more, volumeMounts },
  );
}
