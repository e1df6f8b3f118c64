import type { Pattern } from '../diagnosis';

/** A node all of whose links are down: it, its pods, and nothing else. */
export const deadNode: Pattern = ({ failures, datapath }) => {
  const dead = (datapath?.hosts ?? []).filter(
    ({ role, links }) => role === 'node' && links.length > 0 && links.every(({ up }) => up === false),
  );
  return dead.flatMap(({ name }) => {
    const own = new Set(datapath!.endpoints.filter(({ node }) => node === name).map(({ id }) => id));
    const touched = failures.filter(({ from, to }) => own.has(from) || own.has(to));
    if (touched.length === 0) return [];
    return [
      {
        code: 'node-down',
        cause: `${name} is down: nothing reaches it or its pods, and nothing comes from them, while the others reach one another`,
        remedy: `Start ${name} again, or take it out of the cluster; if it runs, look at its links there: ip link`,
        failures: touched,
      },
    ];
  });
};
