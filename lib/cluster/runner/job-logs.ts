import { callError, type Kubectl } from './kubectl';

/** A kubelet that does not answer is given as long as the cluster needs to call its node lost (40 s by default). */
const defaultPatienceMs = 60_000;

/** Reads what Jobs have written, of which each may be out of reach for a while. */
export class JobLogs {
  /** When each log first could not be read. */
  private readonly failing = new Map<string, number>();

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly patienceMs = defaultPatienceMs,
  ) {}

  /** All of a Job's log; undefined where it cannot be had now. @throws TargetError where that lasts too long */
  read(job: string): Promise<string | undefined> {
    return this.readOf(`job/${job}`);
  }

  /** The same of anything that has pods, such as `pod/NAME`. */
  async readOf(object: string): Promise<string | undefined> {
    // Without --tail, some kubectl commands give the end of it only.
    const args = ['logs', object, '--namespace', this.namespace, '--tail=-1'];
    const { code, stdout, stderr } = await this.kubectl.attempt(args);
    if (code === 0) return stdout;
    const since = this.failing.get(object) ?? Date.now();
    this.failing.set(object, since);
    if (Date.now() - since >= this.patienceMs) throw callError(args, stderr || stdout);
    return undefined;
  }
}
