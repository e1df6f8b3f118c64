import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { packageFile } from '../../../lib/base/render';
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { awsMachines, userDataLimit } from '../../../lib/provision/aws/machines';
import type { NodeFile } from '../../../lib/provision/boot/node-file';
import { encodeUserData, nodePiece, rolePiece } from '../../../lib/provision/boot/user-data';
import { bootOf, clusterOf, everyMode } from '../aws/fixtures';
import { describeWith, missing, outputOf } from '../programs';

const folder = mkdtempSync(join(tmpdir(), 'testbed-user-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cnis = [...new Set(everyMode.map(({ cni }) => cni))];
const rolesOf = (input: AwsTestbedSpecInput) => {
  const cluster = clusterOf({ controlPlanes: 3, ...input });
  const boot = bootOf('aws-test', cluster);
  const [init, controlPlane] = cluster.plan.nodes;
  const worker = cluster.plan.nodes.at(-1)!;
  return [init!, controlPlane!, worker].map((node) => ({
    node,
    text: boot.cloudConfig(node),
    encoded: boot.userData(node),
  }));
};

describe.each(cnis)('the machines of %s', (cni) => {
  const cluster = clusterOf({ cni });
  const boot = bootOf(`aws-${cni}`, cluster);
  /** What the scripts say is in lib/provision/boot/files, AWS' own in lib/provision/aws/files; that they are there is enough here. */
  const own = (text: string) =>
    text
      .replace(boot.generation, 'GENERATION')
      .replace(
        /(path: \/opt\/testbed\/(\S+)\n.*\n {2}content: \|\n)(?: {4}.*\n|\n)+/g,
        (_, head, name) => `${head}    lib/provision/${name === 'cloud.sh' ? 'aws' : 'boot'}/files/${name}\n`,
      );

  test('the control plane starts from the cloud-config of the snapshot', () =>
    expect(own(boot.cloudConfig(cluster.plan.nodes[0]!))).toMatchSnapshot());
  test('a worker starts from the cloud-config of the snapshot', () =>
    expect(own(boot.cloudConfig(cluster.plan.nodes[1]!))).toMatchSnapshot());
  test('the chart is installed with the values of the snapshot, by the script that clusters on laptops have too', () => {
    const { 'install-chart.sh': script, ...files } = JSON.parse(boot.assets['assets/cni.json']!);
    expect(script).toBe(packageFile('provision/install/install-chart.sh'));
    expect(
      Object.entries(files)
        .map(([name, text]) => `== ${name}\n${text}`)
        .join(''),
    ).toMatchSnapshot();
  });

  test('user data of every role fits EC2 with 50 nodes in the plan', () => {
    for (const { encoded } of rolesOf({ cni, workers: 47 }))
      expect(Buffer.from(encoded, 'base64').length).toBeLessThanOrEqual(userDataLimit);
  });
});

describe('user data', () => {
  /** How a gzip member starts: deflate, no flags, no time, the best or the fastest compression, Unix. */
  const start = (compression: 2 | 4) => Buffer.from([31, 139, 8, 0, 0, 0, 0, 0, compression, 3]);
  /** The role's, the cluster's and the node's own. */
  const members = (encoded: string) => {
    const bytes = Buffer.from(encoded, 'base64');
    const [cluster, own] = [bytes.indexOf(start(4)), bytes.lastIndexOf(start(4))];
    const parts = [bytes.subarray(0, cluster), bytes.subarray(cluster, own), bytes.subarray(own)];
    return parts.map((part) => gunzipSync(part).toString());
  };
  const roles = rolesOf({});

  test('is the cloud-config, compressed, and starts with the word that cloud-init looks for', () => {
    for (const { text, encoded } of roles) {
      expect(gunzipSync(Buffer.from(encoded, 'base64')).toString()).toBe(text);
      expect(text).toMatch(/^#cloud-config\n/);
    }
  });

  test('has the same bytes every time, and no time or operating system in its header', () => {
    const [first] = rolesOf({});
    expect(first!.encoded).toBe(roles[0]!.encoded);
    expect(Buffer.from(first!.encoded, 'base64').subarray(0, 10)).toEqual(start(2));
  });

  test('has what is alike in members that are alike', () => {
    const workers = (input: AwsTestbedSpecInput) => {
      const cluster = clusterOf(input);
      const boot = bootOf('aws-test', cluster);
      return cluster.plan.nodes.slice(1).map((node) => members(boot.userData(node)));
    };
    const [first, second] = workers({ cni: 'flannel' });
    const [other] = workers({ cni: 'calico', aws: { ttlHours: 3 } });
    expect(second!.map((text, i) => text === first![i])).toEqual([true, true, false]);
    expect(other!.map((text, i) => text === first![i])).toEqual([true, false, false]);
    expect(second![2]).toContain('hostname: "worker-2"');
  });

  test('that is too big is an error that names the largest files', () => {
    const noise = Array.from({ length: 500 }, (_, i) =>
      createHash('sha512').update(`${i}`).digest('base64'),
    ).join('');
    const file = (path: string, content: string): NodeFile => ({ path, permissions: '0644', content });
    const { script } = awsMachines(clusterOf({}));
    const own = [file('/etc/small', 'x'), file('/etc/large', noise)];
    const pieces = [rolePiece('worker', script), nodePiece('worker-1', own)];
    expect(() => encodeUserData('worker-1', pieces, userDataLimit)).toThrow(
      /^workers = too many: worker-1 starts from \d{5} bytes, and a machine takes 16384: the largest files, compressed each on its own, are \/etc\/large \d{5}, \/opt\/testbed\/[\w/-]+\.sh \d+, /,
    );
  });

  test('of one node changes with any other: a cluster is replaced as a whole', () => {
    const worker = (input: AwsTestbedSpecInput) => rolesOf(input)[2]!.text;
    expect(worker({ cni: 'flannel' })).not.toBe(worker({ cni: 'flannel', podCidr: '10.200.0.0/16' }));
  });

  test('holds nothing that Terraform would read as its own', () => {
    for (const { encoded } of roles) expect(encoded).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});

describe('the files of every role', () => {
  const files = rolesOf({}).flatMap(({ node, text }) =>
    (parse(text).write_files as NodeFile[]).map((file) => ({ ...file, name: `${node.name} ${file.path}` })),
  );
  const scripts = files.filter(({ path }) => path.endsWith('.sh'));

  test('come with quoted permissions and absolute paths, none below /tmp', () => {
    expect(files.length).toBeGreaterThan(30);
    for (const { path, permissions } of files) {
      expect(path).toMatch(/^\/(?!tmp)/);
      expect(permissions).toMatch(/^0[67][045][045]$/);
    }
  });

  test('hold no placeholder that was not filled', () => {
    for (const { content, path } of files)
      expect({ path, left: content.match(/\{\{.*?\}\}/) }).toEqual({ path, left: null });
  });

  test.each(scripts)('$name is Bash', ({ content }) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: content, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  describeWith(missing('shellcheck'), 'shellcheck', () => {
    test('finds nothing in any script', () => {
      for (const { path, content } of scripts) writeFileSync(join(folder, basename(path)), content);
      const names = [...new Set(scripts.map(({ path }) => join(folder, basename(path))))];
      expect(outputOf('shellcheck', '--external-sources', `--source-path=${folder}`, ...names)).toBe('');
    });
  });

  describeWith(missing('cloud-init'), 'cloud-init', () => {
    test.each(rolesOf({}).map(({ node, text }) => ({ name: node.name, text })))(
      'takes the cloud-config of $name as valid',
      ({ name, text }) => {
        const file = join(folder, `${name}.yaml`);
        writeFileSync(file, text);
        expect(outputOf('cloud-init', 'schema', '--config-file', file)).toMatch(
          /^Valid (cloud-config|schema)/i,
        );
      },
    );

    test('unpacks the members as one text, by the function that reads user data', () => {
      const program = spawnSync('which', ['cloud-init'], { encoding: 'utf8' }).stdout.trim();
      const python = readFileSync(program, 'utf8').split('\n')[0]!.slice('#!'.length);
      const read = 'import sys, base64; from cloudinit.util import decomp_gzip as read';
      const script = `${read}; sys.stdout.write(read(base64.b64decode(sys.argv[1])))`;
      for (const { text, encoded } of rolesOf({})) expect(outputOf(python, '-c', script, encoded)).toBe(text);
    });

    test('refuses a misspelt key, so that the check above can fail', () => {
      const file = join(folder, 'wrong.yaml');
      writeFileSync(file, rolesOf({})[2]!.text.replace('permissions:', 'permission:'));
      expect(outputOf('cloud-init', 'schema', '--config-file', file)).toMatch(/^exit code/);
    });
  });
});
