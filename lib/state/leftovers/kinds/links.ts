import type { ReadHost, ReadLink } from '../../read/read-host';
import type { Harm } from '../left';
import type { Finder, Found } from './finder';

/** Devices, with what goes with them. Of a cable whose ends are both the owner's, one is deleted. */
export const links: Finder = ({ host }, { traces, alone }) => {
  const isLeft = ({ name }: ReadLink) =>
    traces.links.test(name) && (alone || !traces.sharedLinks?.test(name));
  const left = host.links.filter(isLeft);
  const own = left.filter((link) => !left.some((other) => other.index < link.index && areEnds(other, link)));
  return [
    ...own.map((link): Found => {
      const both = [link, ...left.filter((other) => other !== link && areEnds(link, other))];
      return {
        kind: 'link',
        name: link.name,
        with: [
          ...both.slice(1).map(({ name }) => `link ${name}`),
          ...both.flatMap(({ name }) => entriesOf(host, name)),
        ],
        harms: both.flatMap((one) => harmsOf(host, one)),
        commands: [['ip', 'link', 'del', 'dev', link.name]],
      };
    }),
    ...host.links.filter(({ name }) => traces.kernelLinks?.test(name)).flatMap((link) => emptied(host, link)),
  ];
};

/** Names of the devices that go when these are removed. */
export function linksOf(found: readonly Found[]): ReadonlySet<string> {
  return new Set(
    found.flatMap(({ name, with: others }) => [
      name,
      ...others.flatMap((entry) => /^link (\S+)$/.exec(entry)?.[1] ?? []),
    ]),
  );
}

/** A cable within the machine. */
const areEnds = (a: ReadLink, b: ReadLink) =>
  a.peer !== undefined && a.peer.namespace === undefined && a.peer.index === b.index;

/** A device that the kernel brings: it is somebody's where it is in use, and stays when it is not. */
function emptied(host: ReadHost, link: ReadLink): Found[] {
  if (!link.up && link.addresses.length === 0) return [];
  return [
    {
      kind: 'link',
      name: link.name,
      with: entriesOf(host, link.name),
      harms: harmsOf(host, link),
      commands: [
        ['ip', 'addr', 'flush', 'dev', link.name],
        ['ip', 'link', 'set', 'dev', link.name, 'down'],
      ],
    },
  ];
}

function entriesOf({ links: all, routes, neighbours, forwarding }: ReadHost, name: string): string[] {
  const link = all.find((one) => one.name === name);
  return [
    ...(link?.addresses ?? []).map(({ address, prefix }) => `address ${address}/${prefix}`),
    ...routes.filter((route) => route.link === name).map(({ destination }) => `route ${destination}`),
    ...neighbours.filter((one) => one.link === name).map(({ address }) => `neighbour ${address}`),
    ...forwarding.filter((one) => one.link === name).map(({ mac }) => `forwarding ${mac}`),
  ];
}

function harmsOf(host: ReadHost, link: ReadLink): Harm[] {
  const routes = host.routes.filter((route) => route.link === link.name).length;
  const pods = host.links.filter(({ master, kind }) => master === link.name && kind === 'veth').length;
  const isCable = link.kind === 'veth' && link.peer?.namespace !== undefined;
  return [
    ...portHarm(host, link),
    ...(routes > 0 ? [{ code: 'takes-packets', routes } as const] : []),
    ...(pods > 0 || isCable ? [{ code: 'pods-on-it', pods: isCable ? 1 : pods } as const] : []),
  ];
}

/** Of two devices with one UDP port, the later one cannot come up. */
function portHarm({ links: all }: ReadHost, { name, up, tunnel }: ReadLink): Harm[] {
  const port = tunnel?.port;
  if (port === undefined || !up) return [];
  const blocked = all.find((other) => other.name !== name && other.tunnel?.port === port && !other.up);
  return [{ code: 'holds-port', protocol: 'udp', port, ...(blocked && { blocks: blocked.name }) }];
}
