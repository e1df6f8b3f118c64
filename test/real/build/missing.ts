/** What this machine lacks to build the parts and to run a cluster of them, all at once. */
import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { searchingEnv } from '../../../lib/base/exec';
import { whyNotRun } from '../../../lib/base/find-program';
import { calicoLacks } from './calico';
import { leastGo, llvm } from './versions';

/** Something that is not there. */
export interface Missing {
  readonly what: string;
  /** How to get it. */
  readonly how: string;
}

/** Programs by the Debian packages that have them. */
const packages: Readonly<Record<string, readonly string[]>> = {
  debootstrap: ['debootstrap'],
  tar: ['tar'],
  iproute2: ['ip'],
  'util-linux': ['unshare', 'nsenter'],
  mount: ['mount'],
  dpkg: ['dpkg', 'dpkg-deb'],
  gnupg: ['gpg', 'gpgconf'],
  openssl: ['openssl'],
  'openssh-client': ['ssh', 'ssh-keygen'],
};

const ofCilium: typeof packages = { [`clang-${llvm}`]: [`clang-${llvm}`], [`llvm-${llvm}`]: [`llc-${llvm}`] };

/** What has to be there before anything of these CNIs is built or run; empty where nothing is missing. */
export function missing(cnis: readonly string[]): readonly Missing[] {
  const wanted = { ...packages, ...(cnis.includes('cilium') ? ofCilium : {}) };
  const programs = Object.entries(wanted).flatMap(([name, needed]) => {
    const lacking = needed.filter((program) => whyNotRun(program));
    return lacking.length === 0 ? [] : [{ what: lacking.join(', '), how: `apt-get install ${name}` }];
  });
  return [...rights(), ...goOf(), ...programs, ...(cnis.includes('calico') ? calico() : [])];
}

function rights(): Missing[] {
  if (process.platform !== 'linux') return [{ what: 'Linux', how: 'use a machine that runs it' }];
  const { uid, username } = userInfo();
  return uid === 0 ? [] : [{ what: `the rights of root: this is ${username}`, how: 'run it with sudo' }];
}

function goOf(): Missing[] {
  const how = `install Go ${leastGo} or later from https://go.dev/dl`;
  if (whyNotRun('go')) return [{ what: 'Go', how }];
  const found = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: searchingEnv() }).trim();
  const isOlder = compare(found.replace(/^go/, ''), leastGo) < 0;
  return isOlder ? [{ what: `Go ${leastGo}: there is ${found}`, how }] : [];
}

function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) =>
    version.split('.').map((part) => Number.parseInt(part, 10)),
  );
  return left![0]! - right![0]! || left![1]! - right![1]!;
}

function calico(): Missing[] {
  const lacking = calicoLacks();
  return lacking ? [{ what: 'Calico, which is in no Go module', how: lacking }] : [];
}
