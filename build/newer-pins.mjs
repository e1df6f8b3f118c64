/**
 * `npm run pins`: which of lib/base/versions.ts have newer releases, and of what line. Asks the projects' own lists; changes
 * nothing, as they go together: docs/contributing.md says what to look at before one is taken. Exit code 1: a list could not
 * be read.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** For tests: where all lists are asked for in place of the internet. */
const elsewhere = process.env.TESTBED_PINS_URL;

const github = (repository) => `https://api.github.com/repos/${repository}/releases?per_page=60`;

/** A list of releases by pin: where it is and how names are read from it. */
const lists = {
  kubernetes: [github('kubernetes/kubernetes'), releases],
  flannel: [github('flannel-io/flannel'), releases],
  calico: [github('projectcalico/calico'), releases],
  cilium: [github('cilium/cilium'), releases],
  helm: [github('helm/helm'), releases],
  cniPlugins: [github('containernetworking/plugins'), releases],
  node: [
    'https://nodejs.org/dist/index.json',
    (body) => body.filter(({ lts }) => lts).map(({ version }) => version),
  ],
  netshoot: [github('nicolaka/netshoot'), releases],
  accProvision: ['https://pypi.org/pypi/acc-provision/json', (body) => Object.keys(body.releases)],
  ncpOperator: [github('vmware/nsx-container-plugin-operator'), releases],
};

/** Pins that follow from others, by the file of the project that says them. */
const follow = {
  kubernetesPackageRevision: 'kubernetes',
  pause: 'kubernetes (kubeadm config images list)',
  accProvisionKubernetes: 'accProvision (acc-provision --list-flavors)',
  accProvisionCalico: 'accProvision (acc-provision --list-flavors)',
};

function releases(body) {
  return body.filter(({ draft, prerelease }) => !draft && !prerelease).map(({ tag_name: name }) => name);
}

/** The numbers of a release's name; `undefined` for release candidates and whatever else is none. */
function numbers(name) {
  const found = /^v?(\d+(?:\.\d+)+)$/.exec(name);
  return found?.[1].split('.').map(Number);
}

function compare(one, other) {
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    const order = (one[i] ?? 0) - (other[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** The newest of its own line (the same numbers but for the last) and the newest of all. */
function newer(pin, names) {
  const own = numbers(pin);
  const found = names
    .map(numbers)
    .filter((release) => release && compare(release, own) > 0)
    .sort(compare);
  const inLine = found.filter((release) => release.slice(0, -1).join() === own.slice(0, -1).join());
  return [...new Set([inLine.at(-1), found.at(-1)].filter(Boolean).map((release) => release.join('.')))];
}

async function read(url) {
  const { pathname } = new URL(url);
  const response = await fetch(elsewhere ? new URL(pathname, elsewhere) : url, {
    headers:
      process.env.GITHUB_TOKEN && url.startsWith('https://api.github.com/')
        ? { authorization: `Bearer ${process.env.GITHUB_TOKEN}` }
        : {},
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

const source = readFileSync(join(root, 'lib/base/versions.ts'), 'utf8');
const table = source.slice(source.indexOf('versions = {'), source.indexOf('} as const'));
const pins = Object.fromEntries(
  [...table.matchAll(/^ {2}(\w+): '([^'@]+)/gm)].map(([, name, pin]) => [name, pin]),
);
const width = Math.max(...Object.keys(pins).map((name) => name.length));
for (const [name, pin] of Object.entries(pins)) {
  const say = (text) => console.log(`${name.padEnd(width)}  ${pin.padEnd(10)}  ${text}`);
  if (name in follow) say(`follows ${follow[name]}`);
  else if (!(name in lists)) throw new Error(`versions.ts has ${name}, of which this file knows no list`);
  else {
    const [url, names] = lists[name];
    try {
      const found = newer(pin, names(await read(url)));
      say(found.length > 0 ? `newer: ${found.join(', ')}` : 'newest');
    } catch (error) {
      process.exitCode = 1;
      say(`not known: ${error.message}${error.cause ? ` (${error.cause.message})` : ''}`);
    }
  }
}
