import { stringify } from 'yaml';
import type { Identity } from './identity';

/** A name that the certificate of every API server of kubeadm's has, whatever leads to it. */
export const serverName = 'kubernetes';

const inBase64 = (text: string) => Buffer.from(text).toString('base64');

/** A kubeconfig with one cluster, on a port of 127.0.0.1. @param name of the cluster, its user and the context */
export function kubeconfig(name: string, port: number, { authority, certificate, key }: Identity): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'tls-server-name': serverName,
          'certificate-authority-data': inBase64(authority),
        },
      },
    ],
    users: [
      {
        name,
        user: { 'client-certificate-data': inBase64(certificate), 'client-key-data': inBase64(key) },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
