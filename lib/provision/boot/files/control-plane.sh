#!/bin/bash
# A further control plane: joins after the one before it, because etcd takes one new member at a time.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

predecessor_is_done() {
  exchange GET "status/$JOIN_AFTER.json" -o "$RUN/testbed-predecessor.json" 2>/dev/null || return 1
  jq -e --arg generation "$GENERATION" '.state == "done" and .generation == $generation' "$RUN/testbed-predecessor.json" >/dev/null
}

wait_and_join() {
  stage wait-join
  if [[ -n $JOIN_AFTER ]]; then retry 300 5 predecessor_is_done; fi
  retry 300 5 exchange GET join/control-plane.json -o "$RUN/testbed-join.json" 2>/dev/null

  stage join
  umask 077
  jq --slurpfile data "$RUN/testbed-join.json" -f /opt/testbed/fill-join.jq /etc/testbed/join.json >"$RUN/testbed-join-filled.json"
  retry 3 20 join
  shred -u "$RUN/testbed-join.json" "$RUN/testbed-join-filled.json"
}

# After a reboot the join data may be gone from the bucket, which a node that has joined does not need.
if [[ ! -e $ETC/kubeadm.done ]]; then wait_and_join; fi
retry 12 5 put_status "done" joined
