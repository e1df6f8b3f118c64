/** The Jobs that list CNI configuration files: names alone, with no right but to see the folder. */
import type { Job } from 'kubernetes-types/batch/v1';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { configFolder } from '../../state/capture';
import { configMaps, filesPart, ownerLabel, partLabel } from '../words';
import { scriptFolder } from './captures';
import { nameOnNode } from './jobs';
import type { Manifest } from './options';
import { pinnedJob } from './pinned-job';
import { readingPod } from './reading-pod';

/** One Job a node, pinned to it. They are not those that capture: where the folder is missing, that fails no capture. */
export function fileJobs(manifest: Manifest): Job[] {
  return manifest.settings.nodes.map((node, index) =>
    pinnedJob({
      ...{ name: fileJobName(node, index), namespace: manifest.namespace, node },
      labels: { ...ownerLabel, [partLabel]: filesPart },
      deadlineS: manifest.jobTimeoutS,
      suspended: manifest.suspended,
      spec: podSpec(manifest, node),
    }),
  );
}

/** Such as `files-2-worker-1`. */
export const fileJobName = (node: string, index: number): string => nameOnNode(filesPart, node, index);

function podSpec(manifest: Manifest, node: string): PodSpec {
  return {
    ...readingPod(node),
    // Runtimes make the folder for root alone.
    securityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container(manifest)],
    volumes: [
      { name: 'scripts', configMap: { name: configMaps.capture } },
      // With another type a runtime would make the folder where it is missing.
      { name: 'config', hostPath: { path: configFolder, type: 'Directory' } },
    ],
  };
}

function container(manifest: Manifest): Container {
  return {
    name: filesPart,
    image: manifest.captureImage,
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', `${scriptFolder}/print-capture.sh`],
    args: ['--host', '$(NODE_NAME)', '--files', 'only'],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'scripts', mountPath: scriptFolder, readOnly: true },
      { name: 'config', mountPath: configFolder, readOnly: true },
    ],
  };
}
