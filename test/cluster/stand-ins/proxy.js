/**
 * `kubectl proxy` for the scripted kubectl, which it asks for lists and logs. Policies that are given change, after a while,
 * what a pod says of its way: `enforcedAfterMs` is that while, `podAheadMs` by how much the pod's clock is ahead.
 */

const { spawnSync } = require('node:child_process');
const http = require('node:http');
const path = require('node:path');

/** What kubectl is asked for a path. */
function question(pathname) {
  const log = /\/pods\/([^/]+)\/log$/.exec(pathname);
  if (log) return ['logs', `pod/${log[1]}`, '--tail=1'];
  const kind = pathname.split('/').at(-1);
  return ['get', kind, ...(kind === 'daemonsets' ? ['--all-namespaces'] : []), '--output', 'json'];
}

const asked = (pathname) =>
  spawnSync(process.execPath, [path.join(__dirname, 'kubectl'), ...question(pathname)], { encoding: 'utf8' })
    .stdout;

module.exports = function proxy({ socket, accepted, scenario, say }) {
  const patterns = accepted.split(',').map((pattern) => new RegExp(pattern));
  const now = () => performance.timeOrigin + performance.now();
  /** When each state of the way began, and whether it was open. */
  const states = [{ sinceMs: now(), open: true }];
  const lineNow = () => {
    const nowMs = now();
    const { open, sinceMs } = states.filter((one) => one.sinceMs <= nowMs).at(-1);
    const ahead = scenario.podAheadMs ?? 0;
    const head = { report: 'way', schema: 'cni-testbed/measure/v1', node: 'worker-1' };
    return `${JSON.stringify({ ...head, nowMs: nowMs + ahead, open, sinceMs: sinceMs + ahead })}\n`;
  };
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const chunks = await request.toArray();
    if (!patterns.some((pattern) => pattern.test(pathname))) return response.writeHead(403).end();
    if (request.method === 'GET') return response.end(scenario.fresh ? asked(pathname) : lineNow());
    if (scenario.patchFails) return response.writeHead(422).end(scenario.patchFails);
    const { spec } = JSON.parse(Buffer.concat(chunks));
    const open = spec.ingress.length > 0;
    if (open !== states.at(-1).open) states.push({ sinceMs: now() + scenario.enforcedAfterMs, open });
    response.end('{}');
  });
  server.listen(socket, () => say(`Starting to serve on ${socket}\n`));
};
