import type { Finder } from './finder';

/** Sockets of an agent that goes on without its DaemonSet. Whose process it is, only the machine can say. */
export const listeners: Finder = ({ host }, { traces }) =>
  (traces.ports ?? [])
    .filter((port) => host.listening.some((one) => one.protocol === 'tcp' && one.port === port))
    .map((port) => ({
      kind: 'listener',
      name: `TCP ${port}`,
      with: [],
      harms: [{ code: 'holds-port', protocol: 'tcp', port }],
      commands: [],
      look: ['ss', '-lntp', 'sport', '=', `:${port}`],
    }));
