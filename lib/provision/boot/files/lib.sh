#!/bin/bash
# Sourced by every boot script: stages, retries and the node's status. Writes nothing secret to the log.
# TESTBED_ETC and TESTBED_RUN are for tests; nodes leave them unset.
set -Eeuo pipefail
export DEBIAN_FRONTEND=noninteractive HOME=/root
ETC=${TESTBED_ETC:-/etc/testbed} RUN=${TESTBED_RUN:-/run}
# shellcheck source=/dev/null
. "$ETC/node.env"
# shellcheck source=cloud.sh
. /opt/testbed/cloud.sh
STAGE=start STATUS_KEY=status/$NODE_NAME.json
trap 'on_error $?' ERR

log() { printf '%(%FT%TZ)T testbed[%s] %s\n' -1 "$STAGE" "$*"; }

retry() { # retry MAX SLEEP COMMAND...
  local max=$1 nap=$2 n=1
  shift 2
  until "$@"; do
    ((n >= max)) && { log "gave up after $n tries: $1"; return 1; }
    n=$((n + 1))
    sleep "$nap"
  done
}

put_status() { # put_status STATE [MESSAGE]: running, done or failed; the message holds no quotes
  printf '{"node":"%s","stage":"%s","state":"%s","at":"%(%FT%TZ)T","generation":"%s","message":"%s"}\n' \
    "$NODE_NAME" "$STAGE" "$1" -1 "$GENERATION" "${2:-}" >"$RUN/testbed-status.json"
  exchange PUT "$STATUS_KEY" -T "$RUN/testbed-status.json"
}

stage() { # stage NAME: what the node does from here on, for whoever watches
  STAGE=$1
  log begins
  retry 3 5 put_status running || log 'the status did not reach the bucket'
}

once() { # once COMMAND...: kubeadm's part, which cannot run twice; what a reboot cut off is undone first
  if [[ -e $ETC/kubeadm.done ]]; then return; fi
  if [[ -e $ETC/kubeadm.begun ]]; then kubeadm reset --force; fi
  touch "$ETC/kubeadm.begun"
  "$@" && touch "$ETC/kubeadm.done"
}

join() { # a try that failed half way leaves files that the next one refuses
  once kubeadm join --config "$RUN/testbed-join-filled.json" && return
  kubeadm reset --force
  rm "$ETC/kubeadm.begun"
  return 1
}

on_error() {
  local code=$1
  trap - ERR
  log "failed with exit code $code"
  retry 3 5 put_status failed "exit code $code, see logs/$NODE_NAME.txt or journalctl -u testbed-boot" || true
  journalctl -u testbed-boot --no-pager -n 300 >"$RUN/testbed-boot.log" 2>/dev/null || true
  exchange PUT "logs/$NODE_NAME.txt" -T "$RUN/testbed-boot.log" || true
  exit "$code"
}
