import type { Pattern } from '../../diagnosis';

/** A node all of whose links are down: it, its pods, and nothing else. */
export const deadNode: Pattern = ({ failures, datapath }) => {
  const { hosts, endpoints } = datapath ?? { hosts: [], endpoints: [] };
  const dead = hosts.filter(
    ({ role, links }) => role === 'node' && links.length > 0 && links.every(({ up }) => up === false),
  );
  return dead.flatMap(({ name }) => {
    const own = new Set(endpoints.filter(({ node }) => node === name).map(({ id }) => id));
    const touched = failures.filter(({ from, to }) => own.has(from) || own.has(to));
    return touched.length === 0 ? [] : [{ cause: { code: 'node-down', node: name }, failures: touched }];
  });
};
