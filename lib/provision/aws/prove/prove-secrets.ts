import { cloudConfigOf, nodeNameOf, resources, type StackJson } from './stack-json';

/** What must never be in a state file, in user data or in an asset. */
const secrets: readonly (readonly [string, RegExp])[] = [
  ['a bootstrap token', /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a certificate key', /certificate-?key["']?\s*[:=]\s*["']?[0-9a-f]{64}/i],
  ['a password', /\bpassw(?:or)?d["']?\s*[:=]\s*["']?[^\s"']/i],
];

/** Proves that nothing secret is in what every reader of the state sees. Returns what does not hold. */
export function proveSecrets(json: StackJson): string[] {
  const texts: [string, string][] = [
    ...resources(json, 'aws_instance').map(
      ([, instance]) => [`user data of ${nodeNameOf(instance)}`, cloudConfigOf(instance)] as [string, string],
    ),
    ...resources(json, 'aws_s3_object').map(
      ([, object]) =>
        [`${object.key}`, Buffer.from(`${object.content_base64}`, 'base64').toString()] as [string, string],
    ),
    ['the rest of the stack', JSON.stringify(json)],
  ];
  return texts.flatMap(([where, text]) =>
    secrets.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${where} holds ${what}`),
  );
}
