/** Rules in few words, as a person would write them down. */
import type { Action, Chain, ChainHook, Condition, NamedSet, Netfilter, Rule } from '../../../lib/datapath';
import { Address, Cidr } from '../../../lib/net';

export const ranges = (...texts: string[]) => texts.map((text) => Cidr.parse(text));

export const from = (...texts: string[]): Condition => ({
  on: 'address',
  of: 'source',
  ranges: ranges(...texts),
});

export const to = (...texts: string[]): Condition => ({
  on: 'address',
  of: 'destination',
  ranges: ranges(...texts),
});

export const over = (...protocols: string[]): Condition => ({ on: 'protocol', protocols });

export const port = (first: number, last = first): Condition => ({
  on: 'port',
  of: 'destination',
  ports: [[first, last]],
});

export const state = (...states: string[]): Condition => ({ on: 'state', states });

export const link = (of: 'in' | 'out', ...names: string[]): Condition => ({ on: 'link', of, names });

export const marked = (value: number, mask = 0xffff_ffff): Condition => ({ on: 'mark', mask, value });

export const unsure: Condition = { on: 'unknown', text: 'u32' };

export const not = (condition: Condition): Condition => ({ ...condition, not: true }) as Condition;

export const drop: Action = { do: 'drop' };
export const accept: Action = { do: 'accept' };
export const back: Action = { do: 'return' };
export const jump = (chain: string): Action => ({ do: 'jump', chain });
export const goTo = (chain: string): Action => ({ do: 'goto', chain });
export const mark = (value: number): Action => ({ do: 'mark', clear: 0xffff_ffff, flip: value });
export const dnat = (address?: string, toPort?: number): Action => ({
  do: 'dnat',
  to: [{ ...(address && { address: Address.parse(address) }), ...(toPort && { port: toPort }) }],
});
export const snat = (address: string): Action => ({ do: 'snat', to: [{ address: Address.parse(address) }] });

/** A rule, named by its last word where that is a text. */
export function rule(...words: readonly (Condition | Action | string)[]): Rule {
  const text = words.find((word) => typeof word === 'string') ?? JSON.stringify(words);
  const conditions = words.filter((word): word is Condition => typeof word === 'object' && 'on' in word);
  const action = words.find((word): word is Action => typeof word === 'object' && 'do' in word);
  return { conditions, action: action ?? { do: 'continue' }, text };
}

/** A chain that a hook calls: `filter forward`, `nat prerouting -100`, `filter input 0 drop`. */
export function hooked(words: string, ...rules: readonly Rule[]): Chain {
  const [type, name, priority, policy = 'accept'] = words.split(' ') as [
    ChainHook['type'],
    ChainHook['name'],
    string | undefined,
    ChainHook['policy'] | undefined,
  ];
  const usual = type === 'filter' ? 0 : name === 'prerouting' || name === 'output' ? -100 : 100;
  const hook = { name, type, priority: priority === undefined ? usual : Number(priority), policy };
  return { ...chain(`${type}_${name}_${hook.priority}`, ...rules), hook };
}

/** A chain that others jump to. */
export function chain(name: string, ...rules: readonly Rule[]): Chain {
  return { families: ['ipv4', 'ipv6'], table: 'inet test', name, rules };
}

export function netfilter(chains: readonly Chain[], sets: readonly NamedSet[] = []): Netfilter {
  return { chains, sets };
}

export const ports = (
  of: 'source' | 'destination',
  ...list: readonly (readonly [number, number])[]
): Condition => ({
  on: 'port',
  of,
  ports: list,
});
