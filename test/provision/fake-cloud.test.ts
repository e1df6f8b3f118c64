/** A second cloud is one object: it is passed in where clouds are, and everything that knows no cloud by name works with it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cnis } from '../../lib/cni';
import { SpecError } from '../../lib/plan';
import { aws } from '../../lib/provision/aws/cloud';
import { connectivityJobs } from '../../lib/provision/boot/connectivity-jobs';
import { specParts } from '../../lib/provision/cloud';
import { synthesize } from '../../lib/provision/stacks/app';
import { type AppContext, appContext } from '../../lib/provision/stacks/app-context';
import type { StackCloud } from '../../lib/provision/stacks/cloud-stack';
import { fetchResults, openStack, stackStatus, statusText } from '../../lib/provision/watch';
import { readSpec } from '../../lib/read-spec';
import { factsOf, jobsKey, observationsKey, progressOf, selfOf, statusKey } from './machines';
import { paper, shelves } from './paper/paper-cloud';

const clouds: readonly StackCloud[] = [aws, paper];
const folder = mkdtempSync(join(tmpdir(), 'testbed-paper-'));
afterAll(() => rmSync(folder, { recursive: true }));

const problemsOf = async (attempt: () => unknown): Promise<string[]> => {
  try {
    await attempt();
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
};

describe('a spec', () => {
  const read = (input: object) => readSpec(input, { parts: specParts(clouds) });

  test("takes the new cloud's part beside that of others, with defaults", () =>
    expect(read({ paper: { sheets: 9 } })).toMatchObject({
      paper: { format: 'A4', sheets: 9 },
      aws: { region: 'us-east-1' },
    }));

  test('is refused with what is wrong in that part and with all else at once', async () =>
    expect(
      await problemsOf(() =>
        read({ workers: -1, paper: { format: 'A6', sheet: 1 }, papers: {}, podCidr: '10.96.0.0/16' }),
      ),
    ).toEqual([
      'out-of-bounds workers',
      'not-a-choice paper.format',
      'unknown-field paper.sheet',
      'unknown-field papers',
      'overlap podCidr',
    ]));
});

describe('the app', () => {
  const synthesized = async (name: string, context: AppContext) => {
    const outdir = join(folder, name);
    await synthesize(context, { outdir, clouds, connectivity: connectivityJobs });
    return join(outdir, 'stacks');
  };

  test('writes a stack of the new cloud for each CNI, beside those of others', async () => {
    const stacks = readdirSync(await synthesized('all', { testbed: {} }));
    const real = cnis.filter(({ deployment }) => deployment);
    for (const { name } of real)
      expect(stacks).toEqual(expect.arrayContaining([`paper-${name}`, `aws-${name}`]));
  });

  test('builds it from the plan, the boot scripts, the Jobs and the gate that every cloud has', async () => {
    const stacks = await synthesized('one', { testbed: { paper: {} }, targets: ['paper'], cnis: ['calico'] });
    expect(readdirSync(stacks)).toEqual(['paper-calico']);
    const { resource, output } = JSON.parse(readFileSync(join(stacks, 'paper-calico/cdk.tf.json'), 'utf8'));
    const machines = resource.terraform_data;
    const gate = machines[Object.keys(machines).find((id) => id.startsWith('ready_wait_')) ?? ''];
    expect(Object.keys(machines)).toEqual(
      expect.arrayContaining(['control-plane-1', 'worker-1', 'worker-2']),
    );
    const userData = gunzipSync(
      Buffer.from(machines['worker-1'].triggers_replace.userData, 'base64'),
    ).toString();
    expect(userData).toContain('a cloud that is only on paper');
    expect(userData).not.toContain('169.254.169.254');
    expect(gate.provisioner[0]['local-exec']).toMatchObject({
      command: 'testbed status paper-calico --wait --timeout 2400',
      environment: { TESTBED_SHELF: 'paper-calico' },
    });
    expect(output).toEqual({ shelf: { value: 'paper-calico' } });
  });

  test('is refused with the problems of all clouds at once, before anything is written', async () => {
    const context = {
      testbed: { workers: 8, firstNodeHost: 2, paper: { sheets: 5 }, aws: { region: 'mars' } },
    };
    expect(await problemsOf(() => synthesized('refused', context))).toEqual([
      'aws/region aws.region',
      'aws/reserved-addresses firstNodeHost',
      'paper/too-many-nodes workers',
    ]);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('knows the new target by name', () => {
    const given = process.env.CDKTF_CONTEXT_JSON;
    process.env.CDKTF_CONTEXT_JSON = '{"targets":["paper","stone"]}';
    try {
      expect(() => appContext(clouds)).toThrow(
        /^context\.targets = "stone".* List some of aws, paper, local\.$/,
      );
    } finally {
      if (given === undefined) delete process.env.CDKTF_CONTEXT_JSON;
      else process.env.CDKTF_CONTEXT_JSON = given;
    }
  });
});

describe('a deployed stack', () => {
  const cluster = {
    stack: 'paper-calico',
    cni: 'calico',
    mode: 'vxlan',
    generation: 'g',
    ttlHours: 1,
    spec: {},
    connectivity: true,
    nodes: [{ name: 'control-plane-1', role: 'control-plane', address: '192.168.1.10' }],
  };
  const status = {
    ...{ generation: 'g', stage: 'ready', state: 'done', at: '2026-11-22T12:00:00Z' },
    ...{ machine: factsOf('control-plane-1'), ...progressOf('done') },
  };
  const open = () => openStack('paper-calico', { clouds, env: { TESTBED_SHELF: 'top' } });

  test('is watched and read by its own exchange', async () => {
    shelves.set(
      'top',
      new Map(
        Object.entries({
          'assets/cluster.json': cluster,
          'assets/machines.json': { 'control-plane-1': selfOf('control-plane-1') },
          [statusKey('control-plane-1')]: status,
          [jobsKey]: { ...status, stage: 'store', run: 1 },
          [observationsKey('g')]: { seen: 1 },
        }).map(([key, value]) => [key, JSON.stringify(value)]),
      ),
    );
    expect(statusText(await stackStatus(await open()))).toMatch(
      /paper-calico \(calico vxlan\): ready, 1 of 1 nodes done, connectivity Jobs done$/,
    );
    expect((await fetchResults(await open())).observations).toEqual({ seen: 1 });
  });

  test('says in its errors where the cloud has things', async () => {
    shelves.get('top')?.delete(observationsKey('g'));
    await expect(open().then(fetchResults)).rejects.toMatchObject({
      remedy: 'Read journalctl -u testbed-jobs on control-plane-1 (pencil NODE)',
    });
  });
});
