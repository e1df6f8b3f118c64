import { createHmac } from 'node:crypto';
import type { MacMap } from './macs';

/** Links whose names a kernel, a distribution or a CNI gives: they say nothing of whose they are. */
const usualLinks = new RegExp(
  `^(${[
    'lo|all|default|any|weave|datapath|ovs-system|kube-bridge|nodelocaldns',
    '(eth|wlan|bond|team|br|dummy|ifb|tun|tap|wg|vxlan|geneve|virbr|cni|docker|cbr|kube-ipvs)\\d*',
    '(gre|gretap|erspan|sit|ipip|tunl|ip6tnl|ip6gre|ip_vti|ip6_vti|genev_sys_|vxlan_sys_)\\d*',
    'en(o|s|p)\\d+(s\\d+)?(f\\d+)?(d\\d+)?(np\\d+)?(v\\d+)?|end\\d+|en[A-Z]\\d+|if\\d+',
    'flannel(-v6|-wg|-wg-v6)?|cilium_\\w+|lxc(_health|[0-9a-f]+)?|antrea-\\w+|eni[0-9a-f]+',
    'cali([0-9a-f]+)?|vxlan(-v6)?\\.calico|(wireguard|wg-v6)\\.cali|bpf(in|out)\\.cali',
    'veth[0-9a-f]*|br-[0-9a-f]{12}',
  ].join('|')})(\\.\\d{1,4})?(:\\d+)?$`,
);

/** Comments that programs write of themselves. */
const usualComments = new RegExp(
  `^(${[
    'cali:[\\w-]{16}|flanneld \\w+|cilium[\\w :-]*',
    "kubernetes (forwarding|firewall|health|service (traffic|portals))\\b[\\w ,;'-]*",
  ].join('|')})$`,
);

/** Names in place of others: the same name becomes the same one everywhere. */
export class NameMap {
  private readonly stems = new Map<string, string>();
  private readonly hosts = new Map<string, string>();
  private readonly comments = new Map<string, string>();

  constructor(
    private readonly key: Buffer,
    private readonly macs: MacMap,
  ) {}

  /** A link's name, also with the `+` or `*` of rules. Digits at its end stay: rules match links by how they begin. */
  link(name: string): string {
    const [, whole = '', any = ''] = /^(.*?)([+*]?)$/s.exec(name) ?? [];
    if (usualLinks.test(whole) || whole === '') return name;
    if (/^enx[0-9a-f]{12}$/.test(whole)) return `enx${this.ofMac(whole.slice(3))}${any}`;
    const [, stem = '', end = ''] = /^(.*?)(\d{0,6}(?:\.\d{1,4})?)$/s.exec(whole) ?? [];
    return `${numbered(this.stems, stem, (number) => `lk${letters(number)}`)}${end}${any}`;
  }

  /** Whether a link keeps its name. */
  isUsual(name: string): boolean {
    return this.link(name) === name;
  }

  /** A machine's or a pod's name. */
  host(name: string): string {
    return numbered(this.hosts, name, (number) => `host-${number}`);
  }

  /** A comment, an alias, or any other text for people. */
  comment(text: string): string {
    return usualComments.test(text) ? text : numbered(this.comments, text, (number) => `comment-${number}`);
  }

  /** A public key. */
  publicKey(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64');
  }

  /** The text with the names of machines replaced, where they are words of it. */
  hostsIn(text: string): string {
    return [...this.hosts]
      .sort(([a], [b]) => b.length - a.length)
      .reduce((sum, [name, mapped]) => replacedWord(sum, name, mapped), text);
  }

  private ofMac(digits: string): string {
    return this.macs.mac(digits.replace(/..(?=.)/g, '$&:')).replaceAll(':', '');
  }
}

/** The text with a word replaced that no sign of a name follows or comes before. */
export function replacedWord(text: string, word: string, by: string): string {
  if (!text.includes(word)) return text;
  const quoted = word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.-])${quoted}(?![\\w-]|\\.\\w)`, 'g'), () => by);
}

function numbered(known: Map<string, string>, name: string, make: (number: number) => string): string {
  const mapped = known.get(name) ?? make(known.size + 1);
  known.set(name, mapped);
  return mapped;
}

/** 1 is a, 26 is z, 27 is aa. */
function letters(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((number - 1) % 26));
}
