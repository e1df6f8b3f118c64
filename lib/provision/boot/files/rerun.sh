#!/bin/bash
# Starts the connectivity Jobs of a cluster that is ready once more, and prints the number of the new run.
# Exit codes: 66 there are no Jobs, 69 the cluster is not ready, 75 a run is under way.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
trap - ERR

refuse() { # refuse CODE REASON
  echo "$2" >&2
  exit "$1"
}

[[ -e $ETC/jobs.steps ]] || refuse 66 'the cluster was deployed without connectivity Jobs'
[[ -e $(stamps boot)/ready ]] || refuse 69 'the boot of the cluster is not over'
kubectl wait --for=condition=Ready node --all --timeout=10s >/dev/null || refuse 69 'not every node is Ready'
exec 9>"$RUN/testbed-jobs.lock"
flock --nonblock 9 || refuse 75 'the connectivity Jobs are under way'
if [[ ! -e $STATE/jobs.over ]]; then
  systemctl start --no-block testbed-jobs.service # it is, or somebody has stopped it
  refuse 75 'the connectivity Jobs are under way'
fi
run=$(($(jobs_run) + 1))
echo "$run" >"$STATE/$GENERATION/run"
rm "$STATE/jobs.over"
exec 9>&-
systemctl start --no-block testbed-jobs.service
echo "$run"
