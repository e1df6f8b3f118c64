#!/bin/bash
# Waits for the control plane's join data. A further control plane waits for the one before it too: etcd takes one new
# member at a time.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
# shellcheck source=join-data.sh
. /opt/testbed/join-data.sh

predecessor_has_joined() { # it has left the pin of the cluster that it has joined, which is this one's
  exchange_get "join/$JOIN_AFTER.joined" "$RUN/testbed-predecessor" 2>/dev/null || return 1
  [[ $(<"$RUN/testbed-predecessor") == $(jq -r .pin "$JOIN.json") ]]
}

umask 077
until join_data; do sleep 5; done
if [[ -n $JOIN_AFTER ]]; then until join_data && predecessor_has_joined; do sleep 5; done; fi
shred -u "$JOIN.json"
