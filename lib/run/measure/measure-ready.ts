/** How soon a cluster is ready when it gets its CNI. */
import { clusterTarget } from '../../base/targets';
import { conditionsOf, knownNode } from '../../cluster/measure/conditions';
import { readyPermissions } from '../../cluster/measure/permissions';
import type { ReadySeen } from '../../cluster/measure/ready/await-ready';
import { readyEvents } from '../../cluster/measure/ready/events';
import { freshNodes } from '../../cluster/measure/ready/fresh';
import { readyAfterInstallation } from '../../cluster/measure/ready/ready';
import { type ClusterUse, onCluster } from '../../cluster/runner/on-cluster';
import { type Measurements, ownEngine } from '../../measure';
import { knownCluster } from '../cluster/known-cluster';
import { silent } from '../watcher';
import type { ClusterToMeasure, MeasureClustersOptions } from './cluster-options';
import { clusterSubject, subjectCni, subjectIds } from './cluster-subject';
import { keptNote } from './clusters-in-turns';
import { Guarding } from './guarding';
import { headOf } from './measure-labs';

/**
 * Waits in a cluster without a CNI until one is installed, measures when it is ready, and removes what waited.
 * @throws TargetError where there is a CNI already, or it does not become ready in time
 */
export function measureReady(
  { facts = {}, ...access }: ClusterToMeasure,
  options: MeasureClustersOptions,
): Promise<Measurements> {
  const startedAt = new Date();
  const given = knownCluster({ name: access.context, ...facts });
  return onCluster({
    ...{ options: { ...options, ...access }, watcher: options.watcher ?? silent },
    ...{ permissions: readyPermissions, unready: 'taken' },
    async act(use) {
      const nodes = await freshNodes(use);
      const guarding = new Guarding(options.anyway ?? false);
      const workers = nodes.filter(({ role }) => role === 'worker').length;
      guarding.beforeAnything([{ id: given.name, workers, nodes: nodes.map(knownNode) }]);
      const seen = await seenOn(use, nodes, options);
      const cni = subjectCni(given, seen.daemonSets);
      const [id] = subjectIds([cni]) as [string];
      const found = { ...use.found, daemonSets: seen.daemonSets };
      const conditions = conditionsOf(found, nodes, nodes.map(knownNode), []);
      return {
        ...headOf(startedAt, ownEngine, [
          clusterSubject({ id, target: clusterTarget, cni }, given, conditions),
        ]),
        ...{ order: [], blocks: [], absent: [], guards: guarding.found },
        ...{ notes: options.keep ? [keptNote(use.namespace)] : [], events: readyEvents(id, seen) },
      };
    },
  });
}

function seenOn(
  use: ClusterUse,
  nodes: Awaited<ReturnType<typeof freshNodes>>,
  { watcher = silent, installNow, ...options }: MeasureClustersOptions,
): Promise<ReadySeen> {
  watcher.stage('starting helpers', nodes.length);
  return readyAfterInstallation(use, nodes, {
    ...options,
    done: (count) => watcher.done(count),
    installNow() {
      watcher.stage('waiting for the CNI', 1);
      installNow?.();
    },
  });
}
