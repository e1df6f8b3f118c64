import type { Datapath, Host, Link } from '../../../datapath';
import type { Pattern, Run } from '../../diagnosis';
import type { Failure } from '../../failure';
import type { Trace } from '../../trace';

/** A cable that is out: what is behind it is cut off. */
export const downLink: Pattern = (run) =>
  downLinks(run.datapath).flatMap(({ host, link }) => {
    const touched = run.failures.filter((failure) => followsFrom(host, link, failure, run));
    if (touched.length === 0) return [];
    const peer = link.type === 'veth' ? link.peer : undefined;
    return [{ cause: { code: 'link-down', host: host.name, link: link.name, peer }, failures: touched }];
  });

function followsFrom(host: Host, link: Link, failure: Failure, run: Run): boolean {
  const peer = link.type === 'veth' ? link.peer : undefined;
  const isEnd = (on: string, name: string | undefined) =>
    (on === host.name && name === link.name) || (on === peer?.host && name === peer.link);
  const trace = run.walks.trace(failure);
  if (trace?.drop.code === 'link-down') return isEnd(trace.drop.host, trace.drop.link);
  if (trace?.drop.code === 'no-neighbour')
    return isEnd(trace.host.name, askedOn(trace)) || isCutOff(trace.target.host, host, peer);
  if (trace?.drop.code === 'unknown-mac' && trace.drop.mac === link.mac) return true;
  const { why } = failure.predicted;
  return why?.code === 'cut-off' && why.host === host.name && why.link === link.name;
}

/** Whether the cable is the target's own: a switch has many. */
function isCutOff(target: string, host: Host, peer: { readonly host: string } | undefined): boolean {
  return target === host.name || (host.role !== 'switch' && target === peer?.host);
}

/** The link on which nobody answered. */
function askedOn({ hops }: Trace): string | undefined {
  return hops.findLast(({ decision }) => decision.step === 'route')?.link;
}

function downLinks(datapath: Datapath | undefined): { host: Host; link: Link }[] {
  return (datapath?.hosts ?? []).flatMap((host) =>
    host.links.filter(({ up }) => up === false).map((link) => ({ host, link })),
  );
}
