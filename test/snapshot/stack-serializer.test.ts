import { gzipSync } from 'node:zlib';
import { Testing } from 'cdktf';
import { awsCluster, connectivityJobs, LocalStack, TestbedStack } from '../../lib/provision';
import { stackSerializer } from '../../lib/snapshot';
import { partsOf } from '../../lib/snapshot/cloud-config';

const { test: isStack, serialize } = stackSerializer;

const synthesized = (workers: number) => {
  const cluster = awsCluster({ cni: 'calico', workers });
  return Testing.synth(new TestbedStack(Testing.app(), 'lab', { cluster, connectivity: connectivityJobs }));
};

describe('a stack', () => {
  const json = synthesized(2);
  const text = serialize(json);
  const [stack = '', parts = ''] = text.split('\n\nparts of the user data\n');

  test('is shown as it is, but for what is encoded in it', () => {
    const { resource, ...rest } = JSON.parse(stack);
    const { resource: real, ...others } = JSON.parse(json);
    expect(rest).toEqual(others);
    const differing = Object.keys(real).filter(
      (type) => JSON.stringify(real[type]) !== JSON.stringify(resource[type]),
    );
    expect(differing).toEqual(['aws_instance', 'aws_s3_object']);
    const digests = stack.split('\n').filter((line) => line.includes('sha256:'));
    const encoded = Object.values<object>(real.aws_s3_object).filter((one) => 'content_base64' in one);
    expect(digests).toHaveLength(3 + encoded.length);
    for (const line of digests)
      expect(line).toMatch(/^ +"(user_data|content)_base64": "sha256:[0-9a-f]{16}, \d+ bytes",?$/);
  });

  test('is small enough to be read', () => {
    expect(json.length).toBeGreaterThan(150_000);
    expect(text.length).toBeLessThan(35_000);
  });

  test('lists each file of its machines once, with who has it', () => {
    const lines = parts.split('\n');
    expect(new Set(lines).size).toBe(lines.length);
    const owners = (path: string) =>
      lines.filter((line) => line.startsWith(`${path} `)).map((line) => line.split(': ').at(-1));
    expect(owners('/opt/testbed/lib.sh')).toEqual(['all']);
    expect(owners('/etc/testbed/node.env')).toHaveLength(3);
    expect(owners('/opt/testbed/steps/join.sh')).toEqual([
      expect.stringMatching(/^worker-1_instance_\w+, worker-2_instance_\w+$/),
    ]);
  });

  test('of more machines names the first ones of each file', () => {
    const more = serialize(synthesized(5)).split('\n');
    expect(more.filter((line) => line.startsWith('/opt/testbed/steps/join.sh'))).toEqual([
      expect.stringMatching(/: worker-1_\w+, worker-2_\w+, worker-3_\w+ and 2 more$/),
    ]);
  });

  test('changes in one line of the parts where one file of all machines changes', () => {
    const withFile = (content: string) => {
      const changed = JSON.parse(json);
      const config = `#cloud-config\nwrite_files:\n- path: /x\n  content: ${content}\n- path: /y\n  content: y\n`;
      for (const instance of Object.values<{ user_data_base64: string }>(changed.resource.aws_instance))
        instance.user_data_base64 = gzipSync(config).toString('base64');
      return serialize(changed).split('\nparts of the user data\n')[1]!.split('\n');
    };
    const [before, after] = [withFile('a'), withFile('b')];
    expect(before).toHaveLength(3);
    expect(after.filter((line) => !before.includes(line))).toEqual([expect.stringMatching(/^\/x .*: all$/)]);
  });

  test('is the same as text and as an object, and keeps its place in a larger snapshot', () => {
    expect(serialize(JSON.parse(json))).toBe(text);
    expect(serialize(json, undefined, '  ')).toBe(text.replaceAll('\n', '\n  '));
  });
});

test('a stack of the lab has no user data, and no list of its parts', () => {
  const json = Testing.synth(new LocalStack(Testing.app(), 'here', { spec: {} }));
  expect(isStack(json)).toBe(true);
  expect(JSON.parse(serialize(json))).toEqual(JSON.parse(json));
});

test.each([
  [{ terraform: {} }, true],
  ['{"terraform": {"backend": {}}, "resource": {}}', true],
  [{ terraform: {}, verdict: 'pass' }, false],
  [{ resource: { terraform_data: { a: {} } } }, true],
  [{ resource: { terraform_data: { a: {} } }, verdict: 'pass' }, false],
  [{ resource: {} }, false],
  [{ resource: { name: 'a' }, data: {} }, false],
  ['{ "terraform"', false],
  ['terraform', false],
  [undefined, false],
  [null, false],
  [[{ terraform: {} }], false],
])('%j is a stack: %s', (value, expected) => expect(isStack(value)).toBe(expected));

describe('parts of user data', () => {
  const shown = (text: string | Buffer) =>
    partsOf(Buffer.from(text)).map(({ name, content, permissions }) => [name, `${content}`, permissions]);

  test('are the files of a cloud-config and the rest, also where they are packed', () => {
    const packed = gzipSync('packed').toString('base64');
    const config = `#cloud-config
hostname: a
write_files:
- { path: /a, permissions: '0755', content: plain }
- { path: /b, encoding: b64, content: ${Buffer.from('encoded').toString('base64')} }
- { path: /c, encoding: gz+base64, content: ${packed} }
- { path: /d }
`;
    const expected = [
      ['/a', 'plain', '0755'],
      ['/b', 'encoded', undefined],
      ['/c', 'packed', undefined],
      ['/d', '', undefined],
      ['cloud-config', '{"hostname":"a"}', undefined],
    ];
    expect(shown(config)).toEqual(expected);
    const half = config.length / 2;
    const members = [config.slice(0, half), config.slice(half)].map((text) => gzipSync(text));
    expect(shown(Buffer.concat(members))).toEqual(expected);
  });

  test.each(['#!/bin/sh\ntrue\n', '#cloud-config\n: [', '#cloud-config\nwrite_files: 3\n', ''])(
    'of %j are the whole',
    (text) => expect(shown(text)).toEqual([['user data', text, undefined]]),
  );
});
