import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { parse, parseAllDocuments } from 'yaml';
import { addressesMap, type KubernetesObject, manifestFiles, yamlOf } from '../../lib/cluster/manifests';
import { jobName } from '../../lib/cluster/manifests/jobs';
import { bundledProgram, type ManifestOptions } from '../../lib/cluster/manifests/options';
import { ownerLabel } from '../../lib/cluster/words';
import { extentFor } from '../../lib/prober/questions/extent';

const options: ManifestOptions = {
  settings: { nodes: ['control-plane-1', 'worker-1'], extent: extentFor(2), jitterMs: 2000 },
  program: '// the program\n',
};
const files = manifestFiles(options);
const objects: readonly KubernetesObject[] = Object.values(files).flat();
const nameOf = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata?.name}`;

/** Kubernetes' own schema of a kind. It lets unknown fields pass: those the types forbid when this is compiled. */
function validate(object: KubernetesObject): void {
  const models = require(`kubernetes-models/${object.apiVersion}`) as Record<
    string,
    new (
      data: object,
    ) => { validate(): void }
  >;
  new models[object.kind!]!(object).validate();
}

const pods = objects.flatMap((object): [string, PodSpec][] =>
  object.kind === 'DaemonSet' || object.kind === 'Job'
    ? [[nameOf(object), (object as DaemonSet | Job).spec!.template.spec!]]
    : [],
);

test.each(objects.map((object) => [nameOf(object), object]))(
  '%s follows the schema of its kind',
  (_name, object) => {
    expect(() => validate(object)).not.toThrow();
  },
);

test('the schema refuses what is wrong, so that following it means something', () => {
  const job = structuredClone(files['60-jobs.yaml']![0]) as Job;
  (job.spec!.template.spec!.containers[0] as { image: unknown }).image = 3;
  expect(() => validate(job)).toThrow();
});

test('everything carries the owner’s label, pods included, and lies in one namespace', () => {
  for (const { kind, metadata } of objects as { kind: string; metadata: Record<string, unknown> }[]) {
    expect(metadata.labels).toMatchObject(ownerLabel);
    if (kind !== 'Namespace') expect(metadata.namespace).toBe('cni-testbed-probe');
  }
  for (const object of objects as (DaemonSet | Job)[])
    if ('template' in (object.spec ?? {}))
      expect(object.spec!.template.metadata!.labels).toMatchObject(ownerLabel);
});

test.each(pods)('%s has no more power than it needs', (name, spec) => {
  expect(spec).toMatchObject({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    tolerations: [{ operator: 'Exists' }],
  });
  expect(spec.hostNetwork ?? false).toBe(/server-node|probe-node/.test(name));
  expect(spec.hostPID ?? spec.hostIPC ?? false).toBe(false);
  expect(spec.volumes!.some(({ hostPath }) => hostPath)).toBe(false);
  for (const container of spec.containers) {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources).toMatchObject({
      requests: { cpu: expect.any(String) },
      limits: { memory: expect.any(String) },
    });
    expect(container.image).toMatch(/^docker\.io\/library\/node:\d+\.\d+\.\d+-/);
  }
});

describe.each([
  ['nodes', ['NET_ADMIN', 'NET_RAW']],
  ['pods', ['NET_ADMIN', 'NET_RAW', 'SYS_ADMIN', 'SYS_PTRACE']],
] as const)('with captures of %s', (capture, add) => {
  const made = manifestFiles({ ...options, capture });
  const captures = made['70-captures.yaml'] as Job[];

  test('each node has a Job for it, after the probes’, with the tools’ own image', () => {
    expect(captures.map(({ metadata }) => metadata!.name)).toEqual([
      'capture-1-control-plane-1',
      'capture-2-worker-1',
    ]);
    expect(Object.keys(made).at(-1)).toBe('70-captures.yaml');
    for (const job of captures) {
      expect(() => validate(job as KubernetesObject)).not.toThrow();
      expect(job.metadata!.labels).toMatchObject(ownerLabel);
      const [container] = job.spec!.template.spec!.containers;
      expect(container!.image).toMatch(/^docker\.io\/nicolaka\/netshoot:v[\d.]+@sha256:[\da-f]{64}$/);
      expect(container!.args).toEqual([
        ...['--host', '$(NODE_NAME)', '--files', 'no'],
        ...(capture === 'pods' ? ['--pods'] : []),
      ]);
    }
  });

  test('their pods have these rights, and no more', () => {
    for (const { spec: job } of captures) {
      const { containers, volumes, securityContext, ...spec } = job!.template.spec!;
      expect(spec).toMatchObject({
        hostNetwork: true,
        automountServiceAccountToken: false,
        tolerations: [{ operator: 'Exists' }],
        restartPolicy: 'Never',
      });
      expect([spec.hostPID, spec.hostIPC]).toEqual([capture === 'pods' || undefined, undefined]);
      expect(securityContext).toEqual({
        runAsUser: 0,
        seccompProfile: { type: 'RuntimeDefault' },
        ...(capture === 'pods' && { appArmorProfile: { type: 'Unconfined' } }),
      });
      expect(containers).toHaveLength(1);
      expect(containers[0]!.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'], add: [...add] },
      });
      expect(containers[0]!.volumeMounts!.every(({ readOnly }) => readOnly)).toBe(true);
      expect(volumes!.flatMap(({ hostPath }) => hostPath?.path ?? [])).toEqual(['/sys/fs/bpf']);
    }
  });

  test('the Jobs on the pod network keep their pods until it is done', () => {
    for (const { metadata, spec } of made['60-jobs.yaml'] as Job[]) {
      const held = metadata!.labels!['cni-testbed/network'] === 'pod';
      expect(spec!.activeDeadlineSeconds).toBe(held ? 2100 : 300);
      expect(spec!.template.spec!.containers[0]!.args!.slice(2)).toEqual(
        held ? ['/settings', '1800'] : ['/settings'],
      );
    }
  });

  test('its scripts are in a ConfigMap, and another image can be named', () => {
    const scripts = made['20-program.yaml']!.at(-1) as { data: Record<string, string> };
    expect(Object.keys(scripts.data)).toEqual(['capture.sh', 'print-capture.sh']);
    const named = manifestFiles({ ...options, capture, captureImage: 'mirror.example/tools:1' });
    expect(yamlOf(Object.values(named).flat()).match(/image: (?!docker.io\/library\/node)\S+/g)).toEqual([
      'image: mirror.example/tools:1',
      'image: mirror.example/tools:1',
    ]);
  });
});

test('each node has one Job of each kind, pinned to it, that is tried once and has a deadline', () => {
  const jobs = files['60-jobs.yaml'] as Job[];
  const pinned = jobs.map(({ metadata, spec }) => {
    expect(spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 300, completions: 1 });
    const terms =
      spec!.template.spec!.affinity!.nodeAffinity!.requiredDuringSchedulingIgnoredDuringExecution!;
    return `${metadata!.name} on ${terms.nodeSelectorTerms[0]!.matchFields![0]!.values}`;
  });
  expect(pinned).toEqual([
    'probe-node-1-control-plane-1 on control-plane-1',
    'probe-node-2-worker-1 on worker-1',
    'probe-pod-1-control-plane-1 on control-plane-1',
    'probe-pod-2-worker-1 on worker-1',
  ]);
});

test('names of Jobs stay within what a label may hold, whatever the nodes are called', () => {
  const long = `ip-10-0-0-1.${'very-'.repeat(30)}long.compute.internal`;
  expect(jobName('node', long, 4998)).toMatch(/^[a-z0-9]([-a-z0-9]{0,54}[a-z0-9])?$/);
  expect(jobName('pod', 'a.b', 0)).toBe('probe-pod-1-a-b');
});

test('an image of a mirror, a namespace and a deadline can be named', () => {
  const changed = manifestFiles({
    ...options,
    image: 'mirror.example/node@sha256:1',
    namespace: 'probes',
    jobTimeoutS: 60,
  });
  const text = yamlOf(Object.values(changed).flat());
  expect(text).not.toContain('docker.io');
  expect(text).not.toContain('cni-testbed-probe');
  expect(text).toContain('activeDeadlineSeconds: 60');
});

test('nothing depends on an address on the internet', () => {
  const text = yamlOf(objects);
  expect(text).not.toMatch(/https?:\/\//);
  expect(text.match(/\b\d+\.\d+\.\d+\.\d+\b/g)).toBeNull();
});

test('the program that is mounted fits a ConfigMap by far, and needs no package', () => {
  const program = bundledProgram();
  expect(Buffer.byteLength(program)).toBeLessThan(200_000);
  expect(program).not.toContain('koffi');
  const wanted = new Set(Array.from(program.matchAll(/require\("([^"]+)"\)/g), (match) => match[1]!));
  expect([...wanted].filter((name) => !name.startsWith('node:'))).toEqual([]);
});

test('a ConfigMap gives the program back as it went in, through YAML', () => {
  const program = bundledProgram();
  const [map] = manifestFiles({ ...options, program })['20-program.yaml']!;
  expect(parse(yamlOf([map!]).replace(/^---\n/, '')).data['job-prober.js']).toBe(program);
});

test('the printed documents hold all objects, without anchors', () => {
  const text = yamlOf(objects);
  expect(parseAllDocuments(text).map((document) => document.toJS())).toEqual(
    JSON.parse(JSON.stringify(objects)),
  );
  expect(text).not.toMatch(/[&*]a\d/);
});

test('suspended Jobs wait for the addresses that they are given', () => {
  const suspended = manifestFiles({ ...options, suspended: true })['60-jobs.yaml'] as Job[];
  expect(suspended.every(({ spec }) => spec!.suspend)).toBe(true);
  expect(() => validate(addressesMap(options, { pods: [], services: [] }) as KubernetesObject)).not.toThrow();
});

describe('the manifests as they are printed', () => {
  test.each(Object.keys(files))('%s', (name) => {
    expect(
      yamlOf(files[name]!.filter(({ metadata }) => !/probe-(node-2|pod-2)/.test(metadata!.name!))),
    ).toMatchSnapshot();
  });
});

test('names of CNI configuration files are listed by Jobs of their own, with no right but to see the folder', () => {
  const without = manifestFiles({ ...options, capture: 'nodes' })['70-captures.yaml'] as Job[];
  const made = manifestFiles({ ...options, capture: 'nodes', files: true })['70-captures.yaml'] as Job[];
  const jobs = made.slice(without.length);
  expect(made.slice(0, without.length)).toEqual(without);
  expect(jobs.map(({ metadata }) => metadata!.name)).toEqual(['files-1-control-plane-1', 'files-2-worker-1']);
  for (const job of jobs) {
    expect(() => validate(job as KubernetesObject)).not.toThrow();
    const { containers, volumes, hostPID, automountServiceAccountToken } = job.spec!.template.spec!;
    expect([hostPID, automountServiceAccountToken, containers.length]).toEqual([undefined, false, 1]);
    expect(containers[0]!.args).toEqual(['--host', '$(NODE_NAME)', '--files', 'only']);
    expect(containers[0]!.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(containers[0]!.volumeMounts!.every(({ readOnly }) => readOnly)).toBe(true);
    expect(volumes!.flatMap(({ hostPath }) => hostPath ?? [])).toEqual([
      { path: '/etc/cni/net.d', type: 'Directory' },
    ]);
  }
});
