/** Flannel: its daemon, its CNI plug-in and its chart, of Go modules. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inCache } from './cache';
import type { CniParts } from './cni';
import { goStep } from './go/build';
import { filesStep } from './go/files';
import { baseStep } from './image/base';
import { archiveFile, archiveStep } from './image/step';
import { versions } from './versions';

const flannel = { path: 'github.com/flannel-io/flannel', version: versions.flannel };
const plugins = { path: 'github.com/containernetworking/plugins', version: versions.flannelPlugin };
const chart = 'charts/flannel';

/** The daemon without the back ends that need a C compiler or a cloud's own module. */
const daemon = goStep({
  name: 'flanneld',
  module: flannel,
  into: 'flannel',
  programs: { flanneld: '', 'install-conf': 'cmd/install_conf' },
  strings: { [`${flannel.path}/pkg/version.Version`]: versions.flannel },
  patched: { 'pkg/backend/tencentvpc': 'flannel/tencentvpc', 'pkg/backend/udp': 'flannel/udp' },
});

const plugin = goStep({
  name: 'flannel-plugin',
  module: plugins,
  into: 'flannel',
  programs: { flannel: 'plugins/meta/flannel' },
  strings: { [`${plugins.path}/pkg/utils/buildversion.BuildVersion`]: versions.flannelPlugin },
  instead: { 'github.com/containernetworking/cni': { version: versions.cniLibrary } },
});

/** What the chart asks for: its `flannel.image` or `flannel.flannel_cni.image`. */
function imageName(...[first, ...others]: readonly ['flannel', ...string[]]): string {
  const values = parse(readFileSync(inCache(chart, 'values.yaml'), 'utf8'))[first];
  const { repository, tag } = others.reduce((value, key) => value[key], values).image;
  return `${repository}:${tag}`;
}

/** Everything of Flannel. */
export function flannelParts(): CniParts {
  const charted = filesStep('flannel-chart', flannel, { [chart]: 'chart/kube-flannel' });
  const images = archiveStep(
    'flannel',
    [daemon, plugin, charted, baseStep()],
    [
      {
        name: () => imageName('flannel'),
        base: true,
        files: {
          programs: {
            '/opt/bin/flanneld': 'flannel/flanneld',
            '/opt/bin/install-conf': 'flannel/install-conf',
          },
        },
        start: { Entrypoint: ['/opt/bin/flanneld'] },
      },
      {
        name: () => imageName('flannel', 'flannel_cni'),
        base: true,
        files: { programs: { '/flannel': 'flannel/flannel' } },
      },
    ],
  );
  return {
    steps: [daemon, plugin, charted, images],
    images: [archiveFile('flannel')],
  };
}
