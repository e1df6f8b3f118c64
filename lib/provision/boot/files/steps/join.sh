#!/bin/bash
# Joins the cluster with what is published now: never with a copy of an earlier attempt.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
# shellcheck source=join-data.sh
. /opt/testbed/join-data.sh

join_cluster() {
  until join_data; do sleep 5; done
  log "joins with the data of $(jq -r .made "$JOIN.json")"
  jq --slurpfile data "$JOIN.json" -f /opt/testbed/fill-join.jq "$ETC/join.json" >"$JOIN-filled.json"
  kubeadm_once kubeadm join --config "$JOIN-filled.json"
  shred -u "$JOIN.json" "$JOIN-filled.json"
}

umask 077
# After a reboot the join data may be gone, which a node that has joined does not need.
if [[ ! -e $ETC/kubeadm.done ]]; then join_cluster; fi
if [[ $NODE_ROLE == control-plane ]]; then # for the next one
  ca_pin >"$RUN/testbed-joined"
  exchange_put "join/$NODE_NAME.joined" "$RUN/testbed-joined"
fi
