// Inside a lab: programs rules on the router, one ruleset after the other, sends packets through each, and says what
// became of them. Reads {servers, setup, rulesets: [{program, input, packets}]} and writes a list for each ruleset.
const { spawnSync } = require('node:child_process');
const { openSync, readFileSync } = require('node:fs');
const koffi = require('koffi');
const sockets = require('./sockets.cjs');

const setns = koffi.load(null).func('int setns(int fd, int kind)');
const newNetwork = 0x40000000;
const [home, namespaces] = [openSync('/proc/thread-self/ns/net', 'r'), new Map()];

/** Does something in a namespace; sockets and programs that it makes stay there. */
function enter(name, act) {
  if (!namespaces.has(name)) namespaces.set(name, openSync(`/run/netns/${name}`, 'r'));
  if (setns(namespaces.get(name), newNetwork) < 0) throw new Error(`cannot enter ${name}: ${koffi.errno()}`);
  try {
    return act();
  } finally {
    setns(home, newNetwork);
  }
}

const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Sockets that answer whatever comes. */
function serve({ host, protocol, address, port }) {
  const fd = enter(host, () => sockets.opened(protocol, address, port));
  if (protocol === 'tcp') sockets.listen(fd);
  return { fd, protocol, place: `${host} ${address}:${port}` };
}

function program({ program: [command, ...args], input }) {
  const { status, stderr } = enter('router', () => spawnSync(command, args, { input, encoding: 'utf8' }));
  if (status !== 0) throw new Error(`${command}: ${stderr}\n${input}`);
}

function start({ at, protocol, source, sourcePort, destination, port }) {
  const fd = enter(at, () => sockets.opened(protocol, source, sourcePort));
  sockets.connect(fd, destination, port);
  if (protocol === 'udp') sockets.send(fd, `${sourcePort}`);
  return fd;
}

/** Answers what has come, and notes where and from whom. A packet is known by the port that it was sent from. */
function answerAll(servers, seen) {
  for (const { fd, protocol, place } of servers) {
    for (let came = next(fd, protocol); came; came = next(fd, protocol)) {
      const packet = came.text && seen.get(came.text);
      if (!packet || packet.came) continue; // an answer that rules have led to a server
      packet.came = `${place} from ${came.from}`;
      sockets.answer(fd, came.text, came.name);
    }
  }
}

function next(fd, protocol) {
  if (protocol === 'udp') return sockets.received(fd);
  const taken = sockets.accepted(fd);
  if (taken < 0) return undefined;
  sockets.close(taken);
  return {};
}

function tried(ruleset, servers) {
  program(ruleset);
  const seen = new Map(ruleset.packets.map(({ sourcePort }) => [`${sourcePort}`, {}]));
  const senders = ruleset.packets.map((packet) => ({ ...packet, fd: start(packet) }));
  // What should arrive is waited for; what should not has a moment to arrive all the same.
  for (let [turn, quiet] = [0, 0]; turn < 300 && quiet < 3; turn++) {
    answerAll(servers, seen);
    for (const { fd, protocol, sourcePort } of senders) {
      const packet = seen.get(`${sourcePort}`);
      packet.answered ||=
        protocol === 'tcp' ? sockets.connection(fd) === 'open' : sockets.received(fd) !== undefined;
    }
    const missing = senders.some(({ sourcePort, comes, answered }) => {
      const packet = seen.get(`${sourcePort}`);
      return (comes && !packet.came) || (answered && !packet.answered);
    });
    quiet = missing ? 0 : quiet + 1;
    pause(1);
  }
  for (const { fd } of senders) sockets.close(fd);
  return [...seen.values()];
}

const { servers: wanted, setup, rulesets } = JSON.parse(readFileSync(0, 'utf8'));
for (const command of setup) program({ program: command });
const servers = wanted.map(serve);
process.stdout.write(JSON.stringify(rulesets.map((ruleset) => tried(ruleset, servers))));
