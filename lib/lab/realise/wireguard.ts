/** WireGuard's configuration, with keys made from names: a lab's keys protect nothing and need not be kept. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { WireguardLink } from '../../datapath';

/** DER in front of 32 bytes of X25519 private key (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Input for `wg setconf`. */
export function wireguardConfig(link: WireguardLink): string {
  const peers = link.peers.flatMap((peer) => [
    '[Peer]',
    `PublicKey = ${publicKey(peer.keyName)}`,
    `Endpoint = ${peer.endpoint.family === 'ipv6' ? `[${peer.endpoint}]` : peer.endpoint}:${peer.port}`,
    `AllowedIPs = ${peer.allowed.join(', ')}`,
  ]);
  return [
    '[Interface]',
    `PrivateKey = ${privateKey(link.keyName).toString('base64')}`,
    `ListenPort = ${link.port}`,
    ...peers,
    '',
  ].join('\n');
}

function privateKey(name: string): Buffer {
  return createHash('sha256').update(`cni-testbed ${name}`).digest();
}

/** Each node's key is asked for by every other node. */
const publicKeys = new Map<string, string>();

function publicKey(name: string): string {
  const known = publicKeys.get(name) ?? derived(name);
  publicKeys.set(name, known);
  return known;
}

function derived(name: string): string {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Head, privateKey(name)]),
    format: 'der',
    type: 'pkcs8',
  });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}
