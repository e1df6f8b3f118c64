import { request } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../../base/message-of';
import { TargetError } from '../../base/target-error';
import type { Identity } from './identity';
import { serverName } from './kubeconfig';

/** How long the way may take to come up, and one answer, in milliseconds. */
const patienceMs = { way: 60_000, answer: 10_000 } as const;
const pollMs = 200;

/** What may be over at the next try: nobody listens yet, or the way has no other end yet. */
const passing = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * Waits until the API server answers at a port of 127.0.0.1, with the certificate of its cluster, and knows the client.
 * @param gaveUp whether there is nothing left to wait for
 * @throws TargetError where somebody else answers, the client is refused, time runs out, or there is nothing left to wait for
 */
export async function apiAnswers(
  stack: string,
  port: number,
  identity: Identity,
  gaveUp: () => boolean,
): Promise<void> {
  const deadline = Date.now() + patienceMs.way;
  for (;;) {
    const found = await asked(port, identity);
    if (found === 200) return;
    if (typeof found === 'number')
      throw new TargetError(
        `the API server does not accept the certificate that its control plane has signed: status ${found}`,
        'See whether the clocks of both machines are right, and whether the group kubeadm:cluster-admins has its role',
      );
    if (!passing.test(found.code))
      throw new TargetError(
        `what answers at the forwarded port is not the API server of this cluster: ${found.message}`,
        'Another program may have taken the port meanwhile: try again',
      );
    if (gaveUp() || Date.now() > deadline)
      throw new TargetError(
        `the API server did not answer within ${patienceMs.way / 1000} s: ${found.message}`,
        `See whether it runs: testbed status ${stack}`,
      );
    await setTimeout(pollMs);
  }
}

interface NoAnswer {
  readonly code: string;
  readonly message: string;
}

/** The status of an answer that takes a known client, or why there is none. */
function asked(port: number, { authority, certificate, key }: Identity): Promise<number | NoAnswer> {
  return new Promise((resolve) => {
    const question = request(
      {
        ...{ host: '127.0.0.1', port, path: '/apis', agent: false, timeout: patienceMs.answer },
        ...{ servername: serverName, ca: authority, cert: certificate, key },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    question.on('timeout', () =>
      question.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
    );
    question.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: error.code ?? '', message: messageOf(error) }),
    );
    question.end();
  });
}
