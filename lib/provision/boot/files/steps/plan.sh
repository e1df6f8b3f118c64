#!/bin/bash
# Node objects with their planned pod ranges, before any kubelet registers: it keeps the spec that it finds.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

jq -Rn -f /opt/testbed/nodes.jq "$ETC/nodes" >"$RUN/testbed-nodes.json"
kubectl apply --server-side -f "$RUN/testbed-nodes.json"
