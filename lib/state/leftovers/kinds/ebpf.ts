import { linkOfPins } from '../../read/others/ebpf';
import type { Pins } from '../traces';
import type { Finder, Found } from './finder';
import { links, linksOf } from './links';

const root = '/sys/fs/bpf';

/** What is pinned in files. Where one holds a program at a link, this goes with it; sockets' programs likewise. */
export const pins: Finder = (seen, sought) => {
  const own = linksOf(links(seen, sought));
  return (sought.traces.pins ?? []).flatMap((pinned): Found[] => {
    const { folder, names } = pinned;
    const paths = seen.pinned.filter((path) => isIn(pinned, path));
    if (paths.length === 0) return [];
    const at = [...new Set(paths.flatMap((path) => holder(path) ?? []))].filter((link) => !own.has(link));
    const place = `${root}/${folder}`;
    return [
      {
        kind: 'pins',
        name: names === undefined ? place : `${place}/${names}`,
        with: paths.map((path) => `${root}/${path}`),
        harms: at.length > 0 ? [{ code: 'programs-act', at }] : [],
        commands: [
          names === undefined
            ? ['rm', '-r', place]
            : ['find', place, '-maxdepth', '1', '-name', names, '-delete'],
        ],
      },
    ];
  });
};

function isIn({ folder, names }: Pins, path: string): boolean {
  if (names === undefined) return path === folder || path.startsWith(`${folder}/`);
  const [start = '', end = ''] = names.split('*');
  const file = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '/';
  return !file.includes('/') && file.startsWith(start) && file.endsWith(end);
}

/** The link, or `sockets`, whose programs a folder's pins hold: `…/devices/eth0/links`, `…/socketlb/links/cgroup`. */
function holder(path: string): string | undefined {
  return linkOfPins(path) ?? (/\/links\/cgroup$/.test(path) ? 'sockets' : undefined);
}

/** Programs at the queues of links that stay. */
export const filters: Finder = (seen, sought) => {
  const own = linksOf(links(seen, sought));
  return seen.filters
    .filter(({ link, program }) => sought.traces.programs?.test(program) && !own.has(link))
    .map(({ link, side, pref, program }) => ({
      kind: 'filter',
      name: `${program} at ${link} ${side}`,
      with: [],
      harms: [{ code: 'programs-act', at: [link] }],
      commands: [['tc', 'filter', 'del', 'dev', link, side, 'pref', `${pref}`]],
    }));
};
