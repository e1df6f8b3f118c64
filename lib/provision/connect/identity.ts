import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import type { ExecResult } from '../../base/exec';
import { renderFile } from '../../base/render';
import { TargetError } from '../../base/target-error';

/** Who a client is, and whom it believes: each in PEM. */
export interface Identity {
  /** The cluster's CA. */
  readonly authority: string;
  readonly certificate: string;
  /** The private key. It is in this process and in the kubeconfig, and nowhere else. */
  readonly key: string;
}

/** The script's exit code where the machine has no cluster's CA. */
const noCluster = 66;
/** Name of the user, as the cluster's audit log has it. */
const user = 'cni-testbed';

/**
 * An administrator's identity for a day: the key is made here, and a control plane signs its public half.
 * @param run runs a script there, as root
 * @throws TargetError where there is no cluster yet, or what came back does not fit the key
 */
export async function administrator(
  stack: string,
  run: (script: string) => Promise<ExecResult>,
): Promise<Identity> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const values = { publicKey: publicKey.toString('base64'), user };
  const { code, stdout, stderr } = await run(renderFile('provision/connect/sign-client.sh', values));
  if (code === noCluster)
    throw new TargetError(
      `the control plane of ${stack} has no cluster yet`,
      `Wait for it: testbed status ${stack} --wait`,
    );
  if (code !== 0)
    throw new TargetError(
      `the control plane did not sign a certificate (exit code ${code}): ${stderr.trim()}`,
      'It takes openssl 3 and a cluster of kubeadm, whose CA is in /etc/kubernetes/pki',
    );
  return fitting(stdout, privateKey);
}

/** A certificate for the key, and the CA that signed it. @throws TargetError */
function fitting(text: string, key: string): Identity {
  const [certificate, authority, ...more] = certificatesIn(text);
  const fits =
    certificate?.checkPrivateKey(createPrivateKey(key)) &&
    authority?.ca &&
    certificate.verify(authority.publicKey) &&
    more.length === 0;
  if (!certificate || !authority || !fits)
    throw new TargetError(
      'what the control plane printed is no certificate for this key with the CA that signed it',
      'See whether /etc/kubernetes/pki there is what kubeadm made',
    );
  return { authority: `${authority}`, certificate: `${certificate}`, key };
}

function certificatesIn(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}
