/**
 * A cluster that waits for its CNI, for the scripted kubectl: somebody installs it `afterLooks` looks after the helpers are
 * there. `fresh` says its DaemonSet, when nodes and agents are Ready after that, and when pods answer one another.
 */

const schema = 'cni-testbed/measure/v1';
const now = () => performance.timeOrigin + performance.now();

module.exports = function fresh({ scenario, state, save, looks }) {
  const {
    daemonSet,
    afterLooks = 3,
    readyAfterMs = 0,
    answersAfterMs = 0,
    podAheadMs = 0,
    unanswered,
  } = scenario.fresh;
  const waits = state.objects.some(({ metadata }) => metadata.name === 'mesh');
  if (waits && daemonSet && state.installedMs === undefined && looks >= afterLooks) {
    state.installedMs = now();
    save(state);
  }
  const isPast = (afterMs) => state.installedMs !== undefined && now() - state.installedMs >= afterMs;
  const message = 'container runtime network not ready: cni plugin not initialized';
  const condition = () =>
    isPast(readyAfterMs) ? { type: 'Ready', status: 'True' } : { type: 'Ready', status: 'False', message };
  const names = scenario.nodes.map(({ metadata }) => metadata.name);
  return {
    nodes: (all) => all.map((node) => ({ ...node, status: { ...node.status, conditions: [condition()] } })),
    daemonSets: () => {
      const status = {
        desiredNumberScheduled: names.length,
        numberReady: isPast(readyAfterMs) ? names.length : 0,
      };
      return state.installedMs === undefined ? [] : [{ ...daemonSet, status }];
    },
    /** What the pod of a node says last. */
    said: (node) => {
      const others = names.filter((name) => name !== node && name !== unanswered);
      const ms = state.installedMs + answersAfterMs + podAheadMs;
      const answers = isPast(answersAfterMs) ? others.map((other) => ({ node: other, ms })) : [];
      return `${JSON.stringify({ report: 'mesh', schema, node, nowMs: now() + podAheadMs, answers })}\n`;
    },
  };
};
