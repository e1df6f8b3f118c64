import { callError, type Kubectl } from './kubectl';

/** How long pods are given to end by themselves, in seconds: each needs one. */
const patienceS = 30;
/** How long the namespace may take to go after that, in seconds. */
const removalS = 90;

/** Removes what a run has made in its namespace, and with it what the namespace owns. Does nothing where there is none. */
export async function removeAll(kubectl: Kubectl, namespace: string): Promise<void> {
  if ((await removal(kubectl, namespace, patienceS)).code === 0) return;
  // Pods of a node that is lost stay until it says that they have ended, which it may never do; the namespace with them.
  await kubectl.attempt([
    ...['delete', 'pods', '--all', '--namespace', namespace],
    ...['--force', '--grace-period=0', '--wait=false'],
  ]);
  const { code, stdout, stderr } = await removal(kubectl, namespace, removalS);
  if (code !== 0) throw callError(['delete', 'namespace'], stderr || stdout);
}

function removal(kubectl: Kubectl, namespace: string, seconds: number) {
  return kubectl.attempt(
    ['delete', 'namespace', namespace, '--ignore-not-found', '--wait=true', `--timeout=${seconds}s`],
    { timeoutMs: (seconds + 10) * 1000 },
  );
}

/** Removal that runs once, however often and from wherever it is asked for. */
export class Cleanup {
  private removal: Promise<void> | undefined;
  private readonly before: (() => Promise<void>)[] = [];

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
  ) {}

  /** Whether the run is ending: nothing may be made any more. */
  get begun(): boolean {
    return this.removal !== undefined;
  }

  /** What lies outside of the namespace is removed before it. @param remove does not throw */
  first(remove: () => Promise<void>): void {
    this.before.push(remove);
  }

  run(): Promise<void> {
    this.removal ??= this.remove();
    return this.removal;
  }

  private async remove(): Promise<void> {
    await this.kubectl.settled();
    for (const one of this.before) await one();
    await removeAll(this.kubectl, this.namespace);
  }
}
