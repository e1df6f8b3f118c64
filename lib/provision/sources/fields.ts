/** Kinds of fields that say where something is. What they let through is safe in a shell, in TOML and for apt. */
import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { Address, AddressError, Cidr } from '../../net';

const label = '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?';
const hostName = `${label}(\\.${label})*`;
const port = '(:[1-9][0-9]{0,4})?';
const path = '(/[A-Za-z0-9._:+-]+)*/?';

/** Names and passwords would be in spec, state and files of the machines. */
const noCredentials = z.string().regex(/^[^@]*$/, {
  message:
    'a user and a password would stand in files and logs: use one that knows the machines by their addresses, or a forwarder on each machine that adds them',
  abort: true,
});

const addressOf = (schemes: string) =>
  new RegExp(`^(${schemes})://(${hostName}|\\[[0-9A-Fa-f:.]+\\])${port}${path}$`);

const itsRest = 'a host and perhaps a port and a path, of letters, digits and . _ : + - /';

/** An address that begins with http:// or https://, without user, query and fragment. */
export const siteUrl = noCredentials
  .max(300)
  .regex(addressOf('https?'), `an address is http:// or https://, ${itsRest}`);

/** Where charts are: likewise, or oci:// of a registry. */
export const chartsUrl = noCredentials
  .max(300)
  .regex(addressOf('https?|oci'), `charts are at https://, http:// or oci://, ${itsRest}`);

/** A registry as names of images begin: a host with a dot or a port, or localhost. */
export const registryName = z
  .string()
  .regex(
    new RegExp(`^(${label}(\\.${label})+|${label}(?=:)|localhost)${port}$`),
    'a registry is named as images name it, such as quay.io or registry.example.com:5000',
  );

/** Certificates in PEM, and no key: who pastes one is told so. */
export const certificates = z
  .string()
  .max(32_768)
  .refine((text) => !text.includes('PRIVATE KEY'), {
    message: 'it holds a private key, which nobody may have but its authority',
    abort: true,
  })
  .refine(isPem, 'it is one certificate or several, in PEM and nothing else')
  .meta({ examples: ['-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----'] })
  .transform((text) => `${text.trim()}\n`);

/** A host, a domain with a dot in front, an address, or a range. */
export const bypass = z
  .string()
  .max(253)
  .refine(
    (text) => new RegExp(`^\\.?${hostName}$`).test(text) || isAddress(text),
    'it is a host, a domain such as .example.com, an address, or a range without host bits',
  );

function isAddress(text: string): boolean {
  try {
    if (text.includes('/')) Cidr.parse(text);
    else Address.parse(text);
    return true;
  } catch (error) {
    if (error instanceof AddressError) return false;
    throw error;
  }
}

function isPem(text: string): boolean {
  const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
  const found = text.match(block) ?? [];
  return found.length > 0 && text.replace(block, '').trim() === '' && found.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
