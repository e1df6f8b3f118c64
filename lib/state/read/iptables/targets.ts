import type { Action } from '../../../datapath';
import { addressOf } from '../answers/values';
import { targetsBetween } from '../netfilter/targets';
import { ruleText } from '../netfilter/text';
import { masked } from './conditions';
import { type Option, type Part, partText } from './options';

/** Targets that write down, count, or change what no packet's way depends on. */
const withoutEffect = new Set([
  'LOG',
  'NFLOG',
  'ULOG',
  'TRACE',
  'AUDIT',
  'CLASSIFY',
  'DSCP',
  'TOS',
  'TCPMSS',
  'TCPOPTSTRIP',
  'ECN',
  'CHECKSUM',
  'SECMARK',
  'CONNSECMARK',
  'RATEEST',
  'IDLETIMER',
  'LED',
  'SET',
  'TEE',
  'ACCOUNT',
  'TTL',
  'HL',
]);

const verdicts: Readonly<Record<string, Action>> = {
  ACCEPT: { do: 'accept' },
  DROP: { do: 'drop' },
  RETURN: { do: 'return' },
  NOTRACK: { do: 'notrack' },
};

/** What the target of a rule does. @param isChain whether the table has a chain of its name */
export function targetAction(part: Part, isChain: (name: string) => boolean): Action {
  const { kind, name, options } = part;
  const unknown = { do: 'unknown', text: ruleText(partText(part)), ends: true } as const;
  if (kind === '-g') return { do: 'goto', chain: ruleText(name) };
  if (Object.hasOwn(verdicts, name)) return verdicts[name]!;
  if (isChain(name)) return { do: 'jump', chain: name };
  if (withoutEffect.has(name)) return { do: 'continue' };
  switch (name) {
    case 'MASQUERADE':
      return { do: 'masquerade' };
    case 'REJECT':
      return {
        do: 'reject',
        with: ruleText(firstValue('--reject-with', options) ?? 'icmp-port-unreachable'),
      };
    case 'MARK':
      return markAction(options) ?? unknown;
    case 'CT':
      return options.length === 1 && options[0]!.name === '--notrack'
        ? { do: 'notrack' }
        : { ...unknown, ends: isZone(options) };
    case 'CONNMARK':
      return connmarkAction(options, unknown);
    case 'DNAT':
      return natAction('dnat', '--to-destination', options) ?? unknown;
    case 'SNAT':
      return natAction('snat', '--to-source', options) ?? unknown;
    case 'REDIRECT':
      return redirectAction(options) ?? unknown;
    default:
      return unknown;
  }
}

const firstValue = (name: string, options: readonly Option[]) =>
  options.find((option) => option.name === name)?.values[0];

const isZone = (options: readonly Option[]) => options.some(({ name }) => name.startsWith('--zone'));

function markAction([option, ...others]: readonly Option[]): Action | undefined {
  const found = masked(option?.values[0]);
  if (!option || !found || others.length > 0) return undefined;
  const [value, mask] = found;
  switch (option.name) {
    case '--set-xmark':
      return { do: 'mark', clear: mask, flip: value };
    case '--set-mark':
      return { do: 'mark', clear: (mask | value) >>> 0, flip: value };
    case '--and-mark':
      return { do: 'mark', clear: ~value >>> 0, flip: 0 };
    case '--or-mark':
      return { do: 'mark', clear: value, flip: value };
    case '--xor-mark':
      return { do: 'mark', clear: 0, flip: value };
    default:
      return undefined;
  }
}

/** A connection's mark is not followed: a packet that is given it has bits that are not known. */
function connmarkAction(options: readonly Option[], unknown: Action): Action {
  const names = options.map(({ name }) => name);
  if (!names.includes('--restore-mark')) return { do: 'continue' };
  const mask = masked(firstValue('--nfmask', options) ?? firstValue('--mask', options) ?? '0xffffffff')?.[0];
  const isPlain = names.every((name) => ['--restore-mark', '--nfmask', '--ctmask', '--mask'].includes(name));
  return isPlain && mask !== undefined ? { do: 'mark', clear: mask, flip: 0, unknown: mask } : unknown;
}

/** `10.0.0.1`, `10.0.0.1:80`, `10.0.0.1-10.0.0.9:80-90`, `[fd00::1]:80`, `:80`; a port of a source is left out. */
const end =
  /^(?:\[([^\]]*)\]|([\d.-]+|(?!:\d+(?:-\d+)?$)[\da-f:.]*:[\da-f:.-]*(?=$)))?(?::(\d{1,5})(?:-(\d{1,5}))?(?:\/\d+)?)?$/i;

function natAction(kind: 'dnat' | 'snat', name: string, options: readonly Option[]): Action | undefined {
  const named = options.filter((option) => option.name === name);
  const to = named.map(({ values: [text = ''] }) => {
    const [, bracketed, plain, low, high = low] = end.exec(text) ?? [];
    const addresses = (bracketed ?? plain)?.split('-').map(addressOf);
    const [first, last = first] = addresses ?? [];
    if ((!addresses && low === undefined) || (addresses && !(first && last))) return undefined;
    const ports = low === undefined || kind === 'snat' ? undefined : ([Number(low), Number(high)] as const);
    return targetsBetween(first && last && [first, last], ports);
  });
  return to.length > 0 && to.every((targets) => targets !== undefined)
    ? { do: kind, to: to.flat() }
    : undefined;
}

function redirectAction(options: readonly Option[]): Action | undefined {
  const text = firstValue('--to-ports', options);
  if (text === undefined) return { do: 'redirect' };
  return /^\d{1,5}$/.test(text) ? { do: 'redirect', port: Number(text) } : undefined;
}
