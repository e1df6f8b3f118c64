import { callError, type Kubectl } from './kubectl';

/** How long pods are given to end by themselves, in seconds: each needs one. */
const patienceS = 30;
/** How long the namespace may take to go after that, in seconds. */
const removalS = 90;

/** Removes everything that a run has made: it all lies in one namespace. Does nothing where there is none. */
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

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
  ) {}

  /** Whether the run is ending: nothing may be made any more. */
  get begun(): boolean {
    return this.removal !== undefined;
  }

  run(): Promise<void> {
    this.removal ??= this.kubectl.settled().then(() => removeAll(this.kubectl, this.namespace));
    return this.removal;
  }
}
