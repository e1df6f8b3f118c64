/** Errors of the machine that asks, and not of the network: nothing was sent, so they say nothing of what lies between. */

/** What such an error means, by its code. A packet that a rule drops on its way out (EPERM) is the network's. */
const meanings: Readonly<Record<string, string>> = {
  EMFILE: 'this process may open no more files and sockets (ulimit -n)',
  ENFILE: 'the machine has no more open files to give (sysctl fs.file-max)',
  ENOBUFS: 'the kernel has no room for another packet or neighbour entry',
  ENOMEM: 'the kernel has no memory left',
  EADDRINUSE: 'the port is taken',
  EAGAIN: 'the kernel has no resources for another socket',
};

/** Why nothing could be sent or listened to, where the machine is the reason; undefined where the network may be. */
export function localError(error: unknown): string | undefined {
  const code = codeOf(error);
  return code !== undefined && Object.hasOwn(meanings, code) ? `${code}: ${meanings[code]}` : undefined;
}

/** As above, of a TCP connection to an IPv4 address: there no port is left where IPv6 may lack a source address. */
export function localConnectError(error: unknown, address: string): string | undefined {
  if (codeOf(error) === 'EADDRNOTAVAIL' && !address.includes(':'))
    return 'EADDRNOTAVAIL: no port is free for another connection (sysctl net.ipv4.ip_local_port_range)';
  return localError(error);
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
