/** Where machines get packages, images and charts from: `sources` in a cloud's part of a spec. */
import * as z from 'zod';
import { bypass, certificates, registryName, siteUrl } from './fields';

const caExample = '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----';

const proxyFields = z.strictObject({
  /** Proxy for addresses that begin with http://. @default none */
  http: siteUrl.meta({ examples: ['http://proxy.example.com:3128'] }).optional(),
  /** Proxy for addresses that begin with https://. @default http's */
  https: siteUrl.meta({ examples: ['http://proxy.example.com:3128'] }).optional(),
  /** Hosts, domains such as .example.com, and ranges that are reached without it, beside the cluster's own. @default none */
  noProxy: z.array(bypass).max(100).default([]),
});

const proxySchema = proxyFields.refine(
  ({ http, https }) => http !== undefined || https !== undefined,
  'it names no proxy: say http, https, or both',
);

/** How machines reach what they install. */
export const sourcesSchema = z.strictObject({
  /** HTTP proxy by which machines fetch packages, images and charts. @default they reach all of it by themselves */
  proxy: proxySchema.optional(),
  /** Certificates in PEM that the machines trust beside their system's, such as those of a site's authority. @default none */
  ca: certificates.meta({ examples: [caExample] }).optional(),
  /** Mirrors of registries, by the registry: images come from there alone. @default each registry itself */
  images: z.record(registryName, siteUrl).default({}),
});

/** That part with every default filled in. */
export type Sources = Readonly<z.output<typeof sourcesSchema>>;
