#!/bin/bash
# A worker: waits for the control plane's join data and joins.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

wait_and_join() {
  stage wait-join
  retry 300 5 exchange GET join/worker.json -o "$RUN/testbed-join.json" 2>/dev/null

  stage join
  umask 077
  jq --slurpfile data "$RUN/testbed-join.json" -f /opt/testbed/fill-join.jq /etc/testbed/join.json >"$RUN/testbed-join-filled.json"
  retry 3 20 join
  shred -u "$RUN/testbed-join.json" "$RUN/testbed-join-filled.json"
}

# After a reboot the join data may be gone from the bucket, which a node that has joined does not need.
if [[ ! -e $ETC/kubeadm.done ]]; then wait_and_join; fi
retry 12 5 put_status "done" joined
