import type { Host, Link } from '../../datapath';
import type { DifferenceOf } from '../diff/difference';
import { hangingOn, madeAnew, neighboursOf } from './made-anew';

/** Gives a device the setting that was computed. */
export function settingCommands(
  { computed, real }: DifferenceOf<'setting'>,
  host: Host,
): readonly (readonly string[])[] {
  if (!computed) return [];
  const { link, setting, value, owner } = computed;
  const set = (...words: string[]) => ['ip', 'link', 'set', 'dev', link, ...words];
  switch (setting) {
    case 'mtu':
      return [set('mtu', value)];
    case 'mac':
      return [set('address', value), ...neighboursOf(host, link)];
    case 'arp':
      return [set('arp', value === 'true' ? 'on' : 'off')];
    case 'up':
      return value === 'true' ? [set('up'), ...hangingOn(host, link)] : [set('down')];
    case 'master':
      return [owner.master === undefined ? set('nomaster') : set('master', owner.master)];
    case 'hairpin':
    case 'isolated':
      return [['bridge', 'link', 'set', 'dev', link, setting, value === 'true' ? 'on' : 'off']];
    case 'vni':
    case 'port':
    case 'local':
    case 'underlay':
      return madeAnew(host, owner as Link, real?.owner);
    case 'peer':
    case 'peers':
      return [];
  }
}
