/** Where machines fetch what they install, as the user of a spec writes it; test/docs/spec-input.test.ts writes it from the schema. */

/** Where machines fetch what they install. */
export interface SourcesInput {
  /** HTTP proxy by which machines fetch packages, images and charts. @default they reach all of it by themselves */
  readonly proxy?: ProxyInput;
  /**
   * Certificates in PEM that the machines trust beside their system's, such as those of a site's authority. @default
   * none
   */
  readonly ca?: string;
  /** Mirrors of registries, by the registry: images come from there alone. @default each registry itself */
  readonly images?: Readonly<Record<string, string>>;
  /** Where packages and archives are that the systems' own archives have not. @default their makers' */
  readonly packages?: PackagesInput;
  /** Helm repositories of charts, by the CNI: https://, http:// or oci://. @default their makers' */
  readonly charts?: Readonly<Record<string, string>>;
}

/** The HTTP proxy of a site. */
export interface ProxyInput {
  /** Proxy for addresses that begin with http://. @default none */
  readonly http?: string;
  /** Proxy for addresses that begin with https://. @default http's */
  readonly https?: string;
  /**
   * Hosts, domains such as .example.com, and ranges that are reached without it, beside the cluster's own. @default
   * none
   */
  readonly noProxy?: readonly string[];
}

/** Where packages and archives are. */
export interface PackagesInput {
  /** Debian repository of Kubernetes, with Release.key in it. @default that of its minor version on pkgs.k8s.io */
  readonly kubernetes?: string;
  /** Folder of Helm's archives. @default https://get.helm.sh */
  readonly helm?: string;
}
