import { spawnSync } from 'node:child_process';
import { captureScript } from '../../../lib/state/capture/capture-script';
import { captureCommands, longestAnswer } from '../../../lib/state/capture/commands';
import { describeLab, hasProgram } from '../../support/namespaces';
import { script, scriptCapture, scriptOutput } from './script';

const only = (program: string) => (hasProgram(program) ? test : test.skip);
const titled = (title: string, program: string) =>
  hasProgram(program) ? title : `${title} (skipped: ${program} is not installed)`;

/** Bytes that are no text, signs that move the cursor, and signs of the shell. */
const hostile = String.raw`
ip link set lo up
ip link add br0 type bridge
ip link set br0 alias "$(printf '\033[31m"\\\001 \302\251 \377 \360\237\230\200 \355\240\200 x')"
ip link add "$(printf '"\\\033[1m')" type bridge
ip link add 'a;$(id)' type bridge
ip link add 'a*b.c' type bridge
ip link add name -x type bridge
`;

describeLab('capture.sh', () => {
  describe.each([
    ['sh', ['sh']],
    ['dash', ['dash']],
    ['busybox', ['busybox', 'sh']],
    ['bash', ['bash', '--posix']],
  ])('under %s', (program, shell) => {
    only(program)(titled('writes the file of a capture, whatever the names are', program), () => {
      const host = 'it is "\\\u001b[1m';
      const capture = scriptCapture({ shell, first: hostile, args: ['--host', host] });
      expect(capture).toMatchObject({ host, root: true, schema: 'cni-testbed/capture/v1' });
      const { 'ip -j -d link show': links, 'sysctl net': settings } = capture.outputs;
      expect(links).toMatchObject({ exit: 0, stderr: '' });
      expect(links!.stdout).toContain('\u001b[31m\\"\\\\\u0001 © \ufffd 😀 \ufffd\ufffd\ufffd x');
      for (const name of ['"\\\u001b[1m', 'a;$(id)', 'a*b/c', '-x'])
        expect(settings!.stdout).toContain(`net.ipv4.conf.${name}.rp_filter = `);
    });
  });

  test('asks what the list of commands has, and no less', () => {
    const { outputs } = scriptCapture();
    const wanted = captureCommands.map(({ line }) => line).filter((line) => !line.includes('legacy'));
    expect(
      Object.keys(outputs)
        .filter((line) => !line.includes('legacy'))
        .sort(),
    ).toEqual(wanted.sort());
    for (const line of ['ip -j -d addr show', 'ip -j -d -6 rule show', 'bridge -j fdb show'])
      expect(JSON.parse(outputs[line]!.stdout)).toEqual(expect.any(Array));
  });

  test('asks in each namespace of other processes once, with --pods', () => {
    const first = 'for i in 1 2; do unshare --net sleep 60 & done; sleep 60 & sleep 0.5';
    const { pods } = scriptCapture({ first, args: ['--pods'] });
    expect(pods).toHaveLength(2);
    const wanted = captureCommands.filter((command) => command.pods).map(({ line }) => line);
    for (const { pod, outputs } of pods!) {
      expect(pod).toMatch(/^\d+$/);
      expect(Object.keys(outputs)).toEqual(
        expect.arrayContaining(wanted.filter((line) => !line.includes('legacy'))),
      );
      expect(JSON.parse(outputs['ip -j -d link show']!.stdout)).toHaveLength(1);
    }
  });

  test('lists names of files where they are the machine’s own, those alone, or none', () => {
    const line = 'ls -A /etc/cni/net.d';
    const asked = (...args: string[]) => Object.keys(scriptCapture({ args }).outputs);
    expect(asked('--files', 'only')).toEqual([line]);
    expect(asked('--files', 'no')).not.toContain(line);
    expect(asked('--files', 'yes')).toContain(line);
    const { stdout } = spawnSync('sh', ['-s'], {
      input: captureScript(['/', '/none/there']),
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout).outputs['ls -d / /none/there']).toMatchObject({ stdout: '/\n' });
  });

  test('names each program that is missing', () => {
    const { outputs } = scriptCapture({ alone: true });
    for (const { line } of captureCommands) {
      const [program = ''] = line.split(' ');
      if (['cat', 'find', 'sysctl'].includes(program) || /legacy/.test(line)) continue;
      expect([line, outputs[line]]).toEqual([
        line,
        { stdout: '', stderr: `${program}: not found\n`, exit: null },
      ]);
    }
    expect(outputs['sysctl net']!.stdout).toContain('net.ipv4.ip_forward = ');
  });

  test('keeps what a program without JSON says, and its exit code', () => {
    const programs = { ip: "echo 'ip: unrecognized option: j' >&2; exit 1" };
    expect(scriptCapture({ programs }).outputs['ip -j -d addr show']).toEqual({
      stdout: '',
      stderr: 'ip: unrecognized option: j\n',
      exit: 1,
    });
  });

  test.each(['nft', 'ss'])('cuts an answer of %s that is too long, and says so', (program) => {
    const programs = { [program]: 'head -c 100000 /dev/zero | tr "\\0" x; echo more >&2' };
    const edits = { 'longest=33554432': 'longest=5000' };
    const line = program === 'nft' ? 'nft -j list ruleset' : 'ss -H -lntu';
    const { stdout, stderr, exit } = scriptCapture({ programs, edits }).outputs[line]!;
    expect([stdout.trim(), exit]).toEqual(['x'.repeat(5000), null]);
    expect(stderr).toContain('longer than 5000 bytes');
  });

  test('ends a program that does not end by itself', () => {
    const programs = { birdc: 'echo begun; exec sleep 300' };
    const { outputs } = scriptCapture({ programs, edits: { 'patience=60': 'patience=1' } });
    expect(outputs['birdc show protocols']).toEqual({
      stdout: 'begun\n',
      stderr: 'no end within 1 s\n',
      exit: 124,
    });
  });

  test('may be read from standard input', () => {
    const { stdout } = spawnSync('sh', ['-s', '--', '--host', 'by-stdin'], {
      input: script,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toMatchObject({ host: 'by-stdin' });
  });

  test('takes as much of an answer as is read', () => expect(script).toContain(`longest=${longestAnswer} `));

  test('refuses what it does not know, and names without a name', () => {
    expect(scriptOutput({ args: ['--pids'] })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--pids'),
    });
    expect(scriptOutput({ args: ['--host'] })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--host'),
    });
  });

  only('shellcheck')(titled('passes shellcheck', 'shellcheck'), () => {
    expect(spawnSync('shellcheck', ['-'], { input: script, encoding: 'utf8' }).stdout).toBe('');
  });
});

describeLab('capture.sh, of modules that programs would load,', () => {
  const asked = 'echo asked';
  const programs = {
    nft: asked,
    ipset: asked,
    'iptables-save': `[ "$1" != -V ] || exec echo 'v1.8.9 (nf_tables)'; ${asked}`,
  };
  const said = (symbols: string | undefined) => {
    const edits = { '/proc/kallsyms': 'FOLDER/symbols', '/sys/module/': 'FOLDER/' };
    const files: Record<string, string> = symbols === undefined ? {} : { symbols };
    const { outputs } = scriptCapture({ programs, edits, files });
    return [outputs['nft -j list ruleset'], outputs['iptables-save'], outputs['ipset save']];
  };

  test('asks where the kernel has them', () => {
    const symbols = '0 T netlink_rcv_skb\n0 t nft_do_chain\t[nf_tables]\n0 T ip_set_test\n';
    for (const answer of said(symbols)) expect(answer).toEqual({ stdout: 'asked\n', stderr: '', exit: 0 });
  });

  test('does not ask where the kernel has not, and knows that there is nothing', () => {
    const [nft, iptables, ipset] = said('0 T netlink_rcv_skb\n0 T nft_do_chain_other\n');
    expect(JSON.parse(nft!.stdout)).toEqual({ nftables: [] });
    for (const { stdout, exit } of [iptables!, ipset!]) expect([stdout, exit]).toEqual(['', 0]);
    for (const { stderr } of [nft!, iptables!, ipset!]) expect(stderr).toMatch(/^not asked: .* not loaded/);
  });

  test('does not ask where it cannot see what the kernel has, and says so', () => {
    for (const answer of said(undefined))
      expect(answer).toEqual({
        stdout: '',
        stderr: expect.stringMatching(/^not asked: .*cannot be seen/),
        exit: null,
      });
  });
});

describeLab('capture.sh, of secrets that it could reach,', () => {
  const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=';

  test('writes none down', () => {
    const keys = `printf 'interface: wg0\\n  private key: ${secret}\\n  preshared key: ${secret}\\n'`;
    const wg = `case "$*" in
      'show all '*) case $3 in *private*|*preshared*|dump) ${keys} ;; *) echo "wg0 $3" ;; esac ;;
      *) ${keys} ;;
    esac`;
    const token = 'eyJhbGciOiJSUzI1NiJ9.token';
    const first = `mount -t tmpfs tmpfs /run
      mkdir -p /run/secrets/kubernetes.io/serviceaccount
      echo ${token} >/run/secrets/kubernetes.io/serviceaccount/token
      echo 2001:db8:5ec:: >/proc/sys/net/ipv6/conf/default/stable_secret`;
    const { file, stderr } = scriptOutput({ programs: { wg }, first, env: { TOKEN: token } });
    const text = file.toString();
    expect([stderr, text.includes('wg0 allowed-ips')]).toEqual(['', true]);
    for (const word of [secret, token, '2001:0db8:05ec', '.stable_secret', 'fastopen_key'])
      expect([word, text.includes(word)]).toEqual([word, false]);
  });
});

const asUser = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
const userTitle = 'capture.sh as an ordinary user writes down what is refused';

(hasProgram('setpriv') ? test : test.skip)(titled(userTitle, 'setpriv'), () => {
  const programs = { nft: 'echo "Operation not permitted (you must be root)" >&2; exit 1' };
  const { root, outputs } = scriptCapture({ programs, inside: process.getuid?.() === 0 ? asUser : [] });
  expect(root).toBe(false);
  expect(outputs['sysctl net']!.stdout).toContain('net.ipv4.ip_forward = ');
  const { stdout, exit } = outputs['nft -j list ruleset']!;
  expect(exit === 0 ? JSON.parse(stdout).nftables : exit).toEqual(exit === 0 ? [] : exit === null ? null : 1);
});
