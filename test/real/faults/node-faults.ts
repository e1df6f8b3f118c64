/** Faults of one node's network. */
import type { Diagnosis } from '../../../lib/diagnosis';
import { isAt, type RealFault, type Scene } from './fault';

/** The route to another node's share of the pod network, gone. */
const route: RealFault = {
  name: 'route',
  suspect: 'route',
  about: "the route to another node's pods is deleted",
  make: async ({ victim, other }) => {
    const range = `${other.planned.podCidr!.ipv4}`;
    const found = (await victim.exec(['ip', '-4', 'route', 'show', range])).trim();
    if (found === '') return undefined;
    await victim.exec(['ip', 'route', 'del', ...words(found)]);
    return () => victim.exec(['ip', 'route', 'replace', ...words(found)]); // some agents have set it again
  },
  named: (diagnosis, { victim, other }) =>
    isAt(diagnosis, victim) && JSON.stringify(diagnosis.details).includes(`${other.planned.podCidr!.ipv4}`),
};

/** What VXLAN knows of another node, gone. */
const forwardingEntry: RealFault = {
  name: 'forwarding-entry',
  suspect: 'forwarding-entry',
  about: "the tunnel's forwarding entry for another node is deleted",
  make: async ({ victim, other }) => {
    const lines = (await victim.exec(['bridge', 'fdb', 'show'])).split('\n');
    const found = lines.find((line) => line.includes(` dst ${other.planned.address.ipv4} `));
    if (!found) return undefined;
    const [mac, , device] = words(found);
    const entry = [mac!, 'dev', device!, 'dst', `${other.planned.address.ipv4}`];
    await victim.exec(['bridge', 'fdb', 'del', ...entry]);
    return () => victim.exec(['bridge', 'fdb', 'append', ...entry]);
  },
  named: isAtVictim,
};

/** A link as `ip -json` has it. */
interface Device {
  readonly linkinfo?: { readonly info_kind?: string; readonly info_data?: { readonly port?: number } };
}

/** A firewall that lets no packets of the tunnel in. */
const tunnelPort: RealFault = {
  name: 'tunnel-port',
  suspect: 'firewall',
  about: "a firewall drops the tunnel's UDP port",
  make: async ({ victim }) => {
    const devices: readonly Device[] = JSON.parse(await victim.exec(['ip', '-details', '-json', 'link']));
    const tunnel = devices.find(({ linkinfo }) => linkinfo?.info_kind === 'vxlan')?.linkinfo;
    if (!tunnel) return undefined;
    const port = tunnel.info_data?.port ?? 8472; // a device that takes its ends from packets may not say its port
    const table = `table inet firewall { chain input { type filter hook input priority 0; udp dport ${port} drop; }; }\n`;
    await victim.exec(['nft', '--file', '-'], table);
    return () => victim.exec(['nft', 'delete', 'table', 'inet', 'firewall']);
  },
  named: isAtVictim,
};

/** A card whose MTU is smaller than the others'. */
const mtu: RealFault = {
  name: 'mtu',
  suspect: 'mtu',
  about: "the MTU of the node's card is 1300",
  make: async ({ victim, standing }) => {
    await victim.exec(['ip', 'link', 'set', 'eth0', 'mtu', '1300']);
    return async () => {
      await victim.exec(['ip', 'link', 'set', 'eth0', 'mtu', '1500']);
      for (const { exec } of standing.machines) await exec(['ip', 'route', 'flush', 'cache']); // sizes that were learnt
    };
  },
  named: isAtVictim,
};

/** A node that is no router. The switch of the whole node is set again by CNI plug-ins with each pod; those of devices stay. */
const forwarding: RealFault = {
  name: 'ip-forward',
  suspect: 'forwarding',
  about: 'forwarding is off on every device of the node',
  make: async ({ victim }) => {
    const names = (await victim.exec(['ls', '/proc/sys/net/ipv4/conf'])).trim().split('\n');
    const settings = names
      .filter((name) => !['all', 'default', 'lo'].includes(name))
      .map((name) => `net.ipv4.conf.${name.replaceAll('.', '/')}.forwarding`);
    const set = (value: 0 | 1) =>
      victim.exec(['sysctl', '-qw', ...settings.map((name) => `${name}=${value}`)]);
    await set(0);
    return () => set(1);
  },
  named: isAtVictim,
};

/** A node that nobody reaches. */
const gone: RealFault = {
  name: 'node-gone',
  about: "the node's card is down",
  make: async ({ victim, standing }) => {
    const routes = (await victim.exec(['ip', '-4', 'route', 'show', 'dev', 'eth0'])).trim().split('\n');
    await victim.exec(['ip', 'link', 'set', 'eth0', 'down']);
    return async () => {
      await victim.exec(['ip', 'link', 'set', 'eth0', 'up']);
      for (const line of routes) await victim.exec(['ip', 'route', 'replace', ...words(line), 'dev', 'eth0']);
      await standing.kubectl(['wait', '--for=condition=Ready', `node/${victim.name}`, '--timeout=120s']);
    };
  },
  named: isAtVictim,
};

/** All of them. */
export const nodeFaults: readonly RealFault[] = [route, forwardingEntry, tunnelPort, mtu, forwarding, gone];

function isAtVictim(diagnosis: Diagnosis, { victim }: Scene): boolean {
  return isAt(diagnosis, victim);
}

const words = (line: string): string[] => line.trim().split(/\s+/);
