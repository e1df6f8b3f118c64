/** Where machines get packages, images and charts from: `sources` in a cloud's part of a spec. */
import * as z from 'zod';
import { versions } from '../../base/versions';
import { bypass, certificates, chartsUrl, registryName, siteUrl } from './fields';

const minor = versions.kubernetes.split('.').slice(0, 2).join('.');

const proxyFields = z.strictObject({
  /** Proxy for addresses that begin with http://. @default none */
  http: siteUrl.meta({ examples: ['http://proxy.example.com:3128'] }).optional(),
  /** Proxy for addresses that begin with https://. @default http's */
  https: siteUrl.meta({ examples: ['http://proxy.example.com:3128'] }).optional(),
  /** Hosts, domains such as .example.com, and ranges that are reached without it, beside the cluster's own. @default none */
  noProxy: z
    .array(bypass.meta({ examples: ['.example.com'] }))
    .max(100)
    .default([]),
});

const proxySchema = proxyFields.refine(
  ({ http, https }) => http !== undefined || https !== undefined,
  'it names no proxy: say http, https, or both',
);

const packagesFields = z.strictObject({
  /** Debian repository of Kubernetes, with Release.key in it. @default that of its minor version on pkgs.k8s.io */
  kubernetes: siteUrl.default(`https://pkgs.k8s.io/core:/stable:/v${minor}/deb`),
  /** Folder of Helm's archives. @default https://get.helm.sh */
  helm: siteUrl.default('https://get.helm.sh'),
});

/** How machines reach what they install. */
export const sourcesSchema = z.strictObject({
  /** HTTP proxy by which machines fetch packages, images and charts. @default they reach all of it by themselves */
  proxy: proxySchema.optional(),
  /** Certificates in PEM that the machines trust beside their system's, such as those of a site's authority. @default none */
  ca: certificates.optional(),
  /** Mirrors of registries, by the registry: images come from there alone. @default each registry itself */
  images: z
    .record(registryName, siteUrl)
    .default({})
    .meta({ examples: [{ 'registry.k8s.io': 'https://images.example.com' }] }),
  /** Where packages and archives are that the systems' own archives have not. @default their makers' */
  packages: packagesFields.prefault({}),
  /** Helm repositories of charts, by the CNI: https://, http:// or oci://. @default their makers' */
  charts: z.record(z.string(), chartsUrl).default({}),
});

/** That part with every default filled in. */
export type Sources = Readonly<z.output<typeof sourcesSchema>>;
