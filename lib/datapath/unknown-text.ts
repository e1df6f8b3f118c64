import type { Unknown } from './unknown';

/** Why it is not known what becomes of a packet, in words: half a sentence without a full stop. */
export function unknownText({ host, link, because }: Unknown): string {
  switch (because.code) {
    case 'ebpf':
      return `eBPF programs decide at ${link} of ${host} (${because.programs}), and what they do is not known`;
    case 'rule':
      return `a rule of ${host} decides, and not all of it is known: ${because.rule}`;
    case 'link':
      return `${link} of ${host} (${because.kind}) leads to where nothing was read`;
    case 'policy-rule':
      return `it is not known whether the policy rule ${because.rule} of ${host} applies`;
  }
}
