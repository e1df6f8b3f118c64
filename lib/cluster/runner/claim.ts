/** The namespace as a lock: whoever makes it has the cluster for a run, and says so again while the run goes on. */
import type { Namespace } from 'kubernetes-types/core/v1';
import { TargetError } from '../../base/target-error';
import { aliveAnnotation } from '../words';
import { callError, type Kubectl } from './kubectl';

/** How long a run that says nothing more counts as going on, in milliseconds: far more than clocks differ. */
const aliveMs = 120_000;
const renewalMs = 30_000;

/** Another run has the namespace: nothing of it may be touched. */
export class BusyError extends TargetError {
  constructor(namespace: string) {
    super(
      `another run is under way in the namespace ${namespace}`,
      `Wait until it has ended. If it was killed, it counts as ended after ${aliveMs / 1000} s`,
    );
  }
}

/** Whether a run goes on in a namespace that was found: one that is being removed is no longer anybody's. */
export function isBusy({ metadata, status }: Namespace, now = Date.now()): boolean {
  const until = Date.parse(metadata?.annotations?.[aliveAnnotation] ?? '');
  return status?.phase !== 'Terminating' && until > now;
}

/** A claim on the namespace, so that two runs do not mix. */
export class Claim {
  private renewed = 0;
  private made = false;

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
  ) {}

  /** Makes the namespace: of two runs that try it at once, one succeeds. @throws BusyError, TargetError */
  async make(manifest: object & { readonly metadata?: object }): Promise<void> {
    this.renewed = Date.now();
    const metadata = { ...manifest.metadata, annotations: { [aliveAnnotation]: soon() } };
    const args = ['create', '--filename', '-'];
    const input = JSON.stringify({ ...manifest, metadata });
    const { code, stdout, stderr } = await this.kubectl.attempt(args, { input });
    if (/AlreadyExists/.test(stderr)) throw new BusyError(this.namespace);
    if (code !== 0) throw callError(args, stderr || stdout);
    this.made = true;
  }

  /** Whether the namespace is this run's. */
  get held(): boolean {
    return this.made;
  }

  /** To be called often: notes it in the cluster now and then. A call that fails is made up for by the next. */
  async renew(): Promise<void> {
    if (Date.now() - this.renewed < renewalMs) return;
    this.renewed = Date.now();
    await this.annotate(`${aliveAnnotation}=${soon()}`).catch(() => {});
  }

  /** For a namespace that stays: the next run may remove it. */
  async release(): Promise<void> {
    await this.annotate(`${aliveAnnotation}-`);
  }

  private async annotate(what: string): Promise<void> {
    await this.kubectl.attempt(['annotate', 'namespace', this.namespace, what, '--overwrite']);
  }
}

const soon = (): string => new Date(Date.now() + aliveMs).toISOString();
