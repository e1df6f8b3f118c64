/** The capture pods' script with exactly the capabilities that their manifest gives them, and with each one taken away. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureJobs, captureScripts } from '../../lib/cluster/manifests/captures';
import { type CaptureScope, withDefaults } from '../../lib/cluster/manifests/options';
import { unpackCapture } from '../../lib/cluster/state/unpack-capture';
import { extentFor } from '../../lib/prober/questions/extent';
import type { Capture } from '../../lib/state/capture';
import { ownNamespaces } from '../state/capture/script';
import { hasProgram } from '../support/namespaces';

const node = "worker-1.it's";
const folder = mkdtempSync(join(tmpdir(), 'capture-rights-'));
for (const [name, text] of Object.entries(captureScripts())) writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true }));

/** What kube-proxy and Calico have: rules of nft and iptables, and a set in one of them. */
const setUp = `set -e
nft add table ip testbed
ipset create testbed hash:ip
iptables -A FORWARD -m set --match-set testbed src -j DROP
unshare --net sleep 60 &
sleep 0.3
`;

function inNamespaces(script: string, ...args: string[]) {
  return spawnSync(ownNamespaces[0]!, [...ownNamespaces.slice(1), 'sh', '-c', script, 'sh', ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
}

const lacking = ['setpriv', 'nft', 'iptables', 'ipset', 'unshare', 'gzip', 'base64'].find(
  (name) => !hasProgram(name),
);
const why = lacking
  ? `${lacking} is not installed`
  : inNamespaces(setUp).status === 0
    ? undefined
    : 'no sets here';

const rightsOf = (scope: CaptureScope) => {
  const options = {
    settings: { nodes: [node], extent: extentFor(1), jitterMs: 0 },
    capture: scope,
    program: '',
  };
  const [container] = captureJobs(withDefaults(options), scope)[0]!.spec!.template.spec!.containers;
  const { command = [], args = [], securityContext } = container!;
  const words = [...command, ...args].map((word) =>
    word.replace('/capture', folder).replace('$(NODE_NAME)', node),
  );
  return { words, rights: securityContext!.capabilities!.add! };
};

function printedWith(scope: CaptureScope, without?: string): { code: number | null; capture: Capture } {
  const { words, rights } = rightsOf(scope);
  const granted = rights.filter((right) => right !== without).map((right) => `+${right.toLowerCase()}`);
  const only = ['-all', ...granted].join();
  const confined = ['setpriv', '--no-new-privs', '--bounding-set', only, '--inh-caps', only, ...words];
  const { status, stdout } = inNamespaces(`${setUp}exec "$@"`, ...confined);
  return { code: status, capture: unpackCapture(stdout) };
}

const refused = ({ outputs }: Capture) =>
  ['nft -j list ruleset', 'iptables-save', 'ipset save'].filter((line) => outputs[line]!.exit !== 0);

(why ? describe.skip : describe)(`a capture pod’s rights${why ? ` (skipped: ${why})` : ''}`, () => {
  test.each(['nodes', 'pods'] as const)('are enough for %s', (scope) => {
    const { code, capture } = printedWith(scope);
    expect([code, capture.host, capture.root, refused(capture)]).toEqual([0, node, true, []]);
    expect(capture.outputs['iptables-save']!.stdout).toContain('--match-set testbed src -j DROP');
    expect(capture.pods?.length).toBe(scope === 'pods' ? 1 : undefined);
  });

  test.each([
    ['NET_ADMIN', ['nft -j list ruleset', 'iptables-save', 'ipset save']],
    ['NET_RAW', ['iptables-save']],
  ])('are none too many: without %s, programs are refused what they ask', (right, lines) => {
    expect(refused(printedWith('nodes', right).capture)).toEqual(lines);
  });

  test.each(['SYS_PTRACE', 'SYS_ADMIN'])('are none too many: without %s, no pod is seen', (right) => {
    const [pod] = printedWith('pods', right).capture.pods ?? [];
    expect(pod?.outputs['ip -j -d link show']?.exit ?? 1).not.toBe(0);
  });
});

describe('print-capture.sh', () => {
  const print = (...args: string[]) =>
    spawnSync('sh', [join(folder, 'print-capture.sh'), ...args], { encoding: 'utf8' });

  test('ends as capture.sh does, and prints no end where that failed', () => {
    const { status, stdout, stderr } = print('--nothing');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--nothing')]);
    expect(() => unpackCapture(stdout)).toThrow('its end is missing');
  });

  const title = 'passes shellcheck';
  (hasProgram('shellcheck') ? test : test.skip)(
    hasProgram('shellcheck') ? title : `${title} (skipped: shellcheck is not installed)`,
    () => {
      const file = join(folder, 'print-capture.sh');
      expect(spawnSync('shellcheck', [file], { encoding: 'utf8' }).stdout).toBe('');
    },
  );
});
