import type { Kubectl } from './kubectl';

/** How long the namespace may take to go, in seconds: its pods get one second each to end. */
const removalS = 120;

/** Removes everything that a run has made: it all lies in one namespace. Does nothing where there is none. */
export async function removeAll(kubectl: Kubectl, namespace: string): Promise<void> {
  await kubectl.run(
    ['delete', 'namespace', namespace, '--ignore-not-found', '--wait=true', `--timeout=${removalS}s`],
    { timeoutMs: (removalS + 10) * 1000 },
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
