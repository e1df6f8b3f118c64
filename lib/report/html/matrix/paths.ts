/** Places as `host` or `host link`, in words: a host is named once, with its links behind it. */
export function pathHosts(places: readonly string[]): string[] {
  const hosts: [string, string[]][] = [];
  for (const place of places) {
    const [host, link] = place.split(' ') as [string, string | undefined];
    const last = hosts.at(-1);
    if (last?.[0] !== host) hosts.push([host, link ? [link] : []]);
    else if (link && last[1].at(-1) !== link) last[1].push(link);
  }
  return hosts.map(([host, links]) => (links.length > 0 ? `${host} (${links.join(', ')})` : host));
}
