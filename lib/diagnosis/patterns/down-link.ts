import type { Datapath, Host, Link } from '../../datapath';
import type { Pattern } from '../diagnosis';
import type { Trace } from '../trace';

/** A cable that is out: whoever is behind it is alone. */
export const downLink: Pattern = (run) => {
  const down = downLinks(run.datapath);
  return down.flatMap(({ host, link }) => {
    const places = [`${link.name} of ${host.name} `];
    if (link.type === 'veth') places.push(`${link.peer.link} of ${link.peer.host} `);
    const cables = link.type === 'veth' && host.role !== 'switch' ? [host.name, link.peer.host] : [host.name];
    const touched = run.failures.filter((failure) => {
      const trace = run.trace(failure);
      if (trace?.code === 'link-down') return places.some((place) => `${trace.reason} `.includes(place));
      if (trace?.code === 'no-neighbour')
        return places.includes(`${askedOn(trace)} `) || cables.includes(trace.target.host);
      return (
        failure.id === 'address/unique' && failure.predicted.reason === `${link.name} of ${host.name} is down`
      );
    });
    if (touched.length === 0) return [];
    const far = link.type === 'veth' ? ` (the other end of ${link.peer.link} of ${link.peer.host})` : '';
    return [
      {
        code: 'link-down',
        cause: `${link.name} of ${host.name}${far} is down, and what is behind it is cut off`,
        remedy: `Bring it up: ip link set dev ${link.name} up, on ${host.name}; if it is up already, look at the cable or the port`,
        failures: touched,
      },
    ];
  });
};

/** The link on which nobody answered. */
function askedOn({ hops, host }: Trace): string {
  return `${hops.findLast(({ decision }) => decision.step === 'route')?.link} of ${host.name}`;
}

function downLinks(datapath: Datapath | undefined): { host: Host; link: Link }[] {
  return (datapath?.hosts ?? []).flatMap((host) =>
    host.links.filter(({ up }) => up === false).map((link) => ({ host, link })),
  );
}
