import fc from 'fast-check';
import { Address, addressBits, Cidr, type Family } from '../../../lib/net';
import type { Capture, Output } from '../../../lib/state/capture';
import { redacted } from '../../../lib/state/capture';
import { AddressMap } from '../../../lib/state/capture/redact/addresses';
import { MacMap } from '../../../lib/state/capture/redact/macs';

const key = Buffer.from('0123456789abcdef');
const said = (stdout: string, stderr = ''): Output => ({ stdout, stderr, exit: 0 });
const capture = (host: string, outputs: Capture['outputs']): Capture => ({
  schema: 'cni-testbed/capture/v1',
  host,
  takenAt: '2026-01-02T03:04:05Z',
  root: true,
  outputs,
});
/** What becomes of one answer. */
const answer = (line: string, stdout: string) =>
  redacted([capture('worker-1', { [line]: said(stdout) })], key)[0]!.outputs[line]!.stdout;
const data = (line: string, value: unknown) => JSON.parse(answer(line, JSON.stringify(value)));

const addressOf = (family: Family) =>
  fc.bigInt(0n, (1n << BigInt(addressBits(family))) - 1n).map((value) => new Address(family, value));
const anyAddress = fc.constantFrom<Family>('ipv4', 'ipv6').chain(addressOf);
const anyKey = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const staying = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/96', '::ffff:0:0/96', 'ff00::/8'],
].map(Cidr.parse);

function commonBits(a: Address, b: Address): number {
  const differing = a.value ^ b.value;
  return addressBits(a.family) - (differing === 0n ? 0 : differing.toString(2).length);
}

describe('addresses in place of others', () => {
  test('have as many first bits in common as those had', () => {
    const pairs = fc.constantFrom<Family>('ipv4', 'ipv6').chain((family) =>
      fc
        .tuple(addressOf(family), addressOf(family), fc.integer({ min: 0, max: addressBits(family) }))
        .map(([a, b, bits]) => {
          const low = BigInt(addressBits(family) - bits);
          return [
            a,
            new Address(family, ((a.value >> low) << low) | (b.value & ((1n << low) - 1n))),
          ] as const;
        }),
    );
    fc.assert(
      fc.property(anyKey, pairs, (secret, [a, b]) => {
        const map = new AddressMap(secret);
        expect(commonBits(map.address(a), map.address(b))).toBe(commonBits(a, b));
      }),
    );
  });

  test('are others, but where they mean something by themselves', () => {
    fc.assert(
      fc.property(anyKey, anyAddress, (secret, address) => {
        const stays = staying.some((range) => range.contains(address));
        expect(new AddressMap(secret).address(address).equals(address)).toBe(stays);
      }),
    );
  });

  test.each([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    'fd00::/8',
    'fe80::/64',
    '2000::/3',
  ])('stay in %s', (range) => {
    const { family, first, last, prefix } = Cidr.parse(range);
    const inside = fc.bigInt(first, last).map((value) => new Address(family, value));
    fc.assert(
      fc.property(anyKey, inside, (secret, address) => {
        const map = new AddressMap(secret);
        expect(Cidr.parse(range).contains(map.address(address))).toBe(true);
        expect(`${map.first(Cidr.parse(range).at(0), prefix)}`).toBe(range.split('/')[0]);
      }),
    );
  });

  test('begin a range where those did', () => {
    fc.assert(
      fc.property(anyKey, anyAddress, fc.integer({ min: 0, max: 32 }), (secret, address, prefix) => {
        const map = new AddressMap(secret);
        const range = Cidr.around(address, prefix);
        const mapped = map.first(range.at(0), prefix);
        expect(Cidr.around(mapped, prefix).at(0).equals(mapped)).toBe(true);
        expect(Cidr.around(map.address(address), prefix).at(0).equals(mapped)).toBe(true);
      }),
    );
  });
});

test('hardware addresses stay unicast or not, and chosen or not', () => {
  const mac = fc
    .uint8Array({ minLength: 6, maxLength: 6 })
    .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':'));
  fc.assert(
    fc.property(anyKey, mac, (secret, text) => {
      const mapped = new MacMap(secret).mac(text);
      expect(Number.parseInt(mapped.slice(0, 2), 16) & 3).toBe(Number.parseInt(text.slice(0, 2), 16) & 3);
      expect(new MacMap(secret).mac(text)).toBe(mapped);
    }),
  );
});

describe('a redacted capture', () => {
  // These begin their ranges' first halves, and what replaces them is in the second: a word that is left is an original.
  const secrets = {
    ip: '10.20.30.40',
    other: '203.0.113.9',
    ip6: 'fd01:2:3::4',
    mac: '02:11:22:33:44:55',
    link: 'acme-uplink7',
    host: 'db1.acme.example',
    comment: 'Acme Corp: payroll',
    wg: 'YWNtZWFjbWVhY21lYWNtZWFjbWVhY21lYWNtZWFjbWU=',
  };
  const { ip, other, ip6, mac, link, host, comment, wg } = secrets;
  const outputs: Record<string, Output> = {
    'ip -j -d link show': said(
      JSON.stringify([
        {
          ifname: link,
          address: mac,
          ifalias: comment,
          altnames: ['enx021122334455'],
          link: 'eth0',
          master: link,
        },
        {
          ifname: 'br0',
          linkinfo: { info_data: { bridge_id: '8000.2:11:22:33:44:55', local: ip, remote6: ip6 } },
        },
      ]),
    ),
    'ip -j -d route show table all': said(JSON.stringify([{ dst: `${ip}/32`, gateway: other, dev: link }])),
    'nft -j list ruleset': said(
      JSON.stringify({
        nftables: [
          { set: { type: 'ifname', elem: [link, { elem: { val: link, comment } }] } },
          {
            map: {
              type: ['ifname', 'ipv4_addr'],
              elem: [[{ concat: [link, ip] }, { jump: { target: 'up' } }]],
            },
          },
          {
            rule: {
              comment,
              expr: [
                { match: { left: { meta: { key: 'iifname' } }, right: link } },
                { match: { left: { meta: { key: 'oifname' } }, right: { set: [link, 'eth0'] } } },
                {
                  match: { left: { payload: { field: 'saddr' } }, right: { prefix: { addr: ip, len: 24 } } },
                },
                { log: { prefix: comment } },
                { vmap: { key: { meta: { key: 'iifname' } }, data: { set: [[link, { accept: null }]] } } },
              ],
            },
          },
        ],
      }),
    ),
    'iptables-save': said(
      `-A INPUT -s ${ip}/32 -i ${link} -m comment --comment "${comment}" -j LOG --log-prefix "${comment}: "\n-A F ! -o ${link} -j DNAT --to-destination ${other}:80\n`,
    ),
    'ipset save': said(`add acl ${ip},${link} comment "${comment}"\nadd acl ${ip6}\n`),
    'sysctl net': said(`net.ipv4.conf.${link}.rp_filter = 1\nnet.ipv4.neigh.${link}.proxy_qlen = 64\n`),
    'ss -H -lntu': said(`tcp LISTEN 0 0 ${ip}%${link}:53 0.0.0.0:*\ntcp LISTEN 0 0 [${ip6}]:53 [::]:*\n`),
    'find /sys/fs/bpf': said(`/sys/fs/bpf/cilium/devices/${link}/links/cil_from\n`),
    'wg show all endpoints': said(`${link}\t${wg}\t${other}:51820\n`, `${host}: ${ip6}: cannot`),
    'birdc show protocols': said(`Mesh_${ip.replaceAll('.', '_')} BGP --- up now Established ${host}\n`),
    [`tc -j filter show dev ${link} ingress`]: said('not JSON', `what is "${comment}"`),
    'uname -a': said(`Linux ${host} ${ip}`),
  };

  test('has no address, name, key or comment of the original', () => {
    fc.assert(
      fc.property(anyKey, (secret) => {
        const text = JSON.stringify(redacted([capture(host, outputs)], secret));
        const words = [
          ...Object.values(secrets),
          'acme',
          '2:11:22:33:44:55',
          '021122334455',
          ip.replaceAll('.', '_'),
        ];
        expect(words.filter((word) => text.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
      }),
    );
  });

  test('says the same by the same in all captures of a set, in their names and in all answers', () => {
    const [one, two] = redacted([capture(host, outputs), capture('other', outputs)], key);
    expect([one!.host, two!.host]).toEqual(['host-1', 'host-2']);
    expect(two!.outputs).toEqual(one!.outputs);
    const [first] = JSON.parse(one!.outputs['ip -j -d link show']!.stdout);
    const [route] = JSON.parse(one!.outputs['ip -j -d route show table all']!.stdout);
    expect(first.master).toBe(first.ifname);
    expect(route.dev).toBe(first.ifname);
    expect(one!.outputs['sysctl net']!.stdout).toContain(`net.ipv4.conf.${first.ifname}.rp_filter = 1`);
    expect(one!.outputs['iptables-save']!.stdout).toContain(`-s ${route.dst} -i ${first.ifname} `);
    expect(one!.outputs['ss -H -lntu']!.stdout).toContain(`${route.dst.split('/')[0]}%${first.ifname}:53`);
    expect(Object.keys(one!.outputs)).toContain(`tc -j filter show dev ${first.ifname} ingress`);
  });

  test('leaves out what is not JSON, and says so', () => {
    const { outputs: seen } = redacted(
      [capture(host, { 'ip -j -d link show': said('Bus error at 10.1.2.3') })],
      key,
    )[0]!;
    expect(seen['ip -j -d link show']).toEqual({
      stdout: '',
      stderr: expect.stringContaining('cannot be redacted'),
      exit: null,
    });
  });

  test('keeps the form of everything else', () => {
    const rule = {
      priority: 32766,
      src: 'all',
      table: 'main',
      protocol: 'kernel',
      flags: [],
      metric: 4294967295,
    };
    expect(data('ip -j -d rule show', [rule])).toEqual([rule]);
    const jump = { rule: { family: 'ip', chain: 'forward', expr: [{ jump: { target: 'KUBE-FORWARD' } }] } };
    expect(data('nft -j list ruleset', { nftables: [jump] })).toEqual({ nftables: [jump] });
    const set = { match: { left: { meta: { key: 'iifname' } }, right: '@allowed' } };
    expect(data('nft -j list ruleset', set)).toEqual(set);
    for (const line of ['Ip: 1 64 0', '-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT'])
      expect(answer('iptables-save', line)).toBe(line);
  });

  test.each([
    'eth0',
    'ens5',
    'enp0s31f6',
    'flannel.1',
    'cni0',
    'cali1234abcd567',
    'cilium_host',
    'lo',
    'veth12ab',
    'eth0.100',
  ])('keeps the name %s, which tools give', (name) =>
    expect(data('ip -j -d link show', [{ ifname: name }])).toEqual([{ ifname: name }]),
  );

  test('keeps that a rule matches links by how they begin', () => {
    const text = answer(
      'iptables-save',
      '-A F -i acme+ -j DROP\n-A F -i acme7 -j DROP\n-A F -i cali+ -j DROP\n',
    );
    const [, stem] = /-i (\w+)\+ /.exec(text)!;
    expect(text).toContain(`-i ${stem}7 `);
    expect(text).toContain('-i cali+ ');
  });

  test('keeps that an address was made from a hardware address', () => {
    const [
      {
        address,
        addr_info: [made],
      },
    ] = data('ip -j -d addr show', [
      { address: '02:11:22:33:44:55', addr_info: [{ local: 'fe80::11:22ff:fe33:4455' }] },
    ]);
    const [first, ...others] = address.split(':').map((byte: string) => Number.parseInt(byte, 16));
    const bytes = [first ^ 2, ...others.slice(0, 2), 0xff, 0xfe, ...others.slice(2)];
    const groups = [0, 2, 4, 6].map((i) => ((bytes[i]! << 8) | bytes[i + 1]!).toString(16));
    expect(made.local).toBe(`${Address.parse(`fe80:0:0:0:${groups.join(':')}`)}`);
  });

  test('is another one each time', () => {
    const once = () => JSON.stringify(redacted([capture(host, outputs)]));
    expect(once()).not.toBe(once());
  });
});
