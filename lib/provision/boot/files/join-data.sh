#!/bin/bash
# Sourced by the steps that join: what the first control plane has published, read anew each time.
JOIN=$RUN/testbed-join

join_data() { # join_data: in $JOIN.json, if it is this cluster's and not one's that was there before
  exchange_get "join/$NODE_ROLE.json" "$JOIN.json" 2>/dev/null || return 1
  jq -e --arg generation "$GENERATION" '.generation == $generation and .token != null' "$JOIN.json" >/dev/null
}
