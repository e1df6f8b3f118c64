#!/bin/bash
# Sourced by the runner and by every step. Writes nothing secret to the log.
# TESTBED_ETC, TESTBED_RUN and TESTBED_STATE are for tests; nodes leave them unset.
set -Eeuo pipefail
export DEBIAN_FRONTEND=noninteractive HOME=/root KUBECONFIG=/etc/kubernetes/admin.conf
# shellcheck disable=SC2034 # for who sources this
ETC=${TESTBED_ETC:-/etc/testbed} RUN=${TESTBED_RUN:-/run} STATE=${TESTBED_STATE:-/var/lib/testbed}
export KUBECACHEDIR=$STATE/kubectl HELM_CACHE_HOME=$STATE/helm # what they keep is not for root's own folder
STEP=${STEP:-$(basename "$0" .sh)}
# shellcheck disable=SC2034
NO_TRY_HELPS=78 # exit code of a step
trap 'log "line $LINENO of ${BASH_SOURCE[0]##*/} ended with exit code $?"' ERR
# shellcheck source=/dev/null
. "$ETC/node.env"
# shellcheck source=cloud.sh
. /opt/testbed/cloud.sh

log() { printf '%(%FT%TZ)T testbed[%s] %s\n' -1 "$STEP" "$*"; }

retry() { # retry MAX SLEEP COMMAND...: for what passes in seconds; the runner tries whole steps again
  local max=$1 nap=$2 n=1
  shift 2
  until "$@"; do
    ((n >= max)) && { log "gave up after $n tries: $1"; return 1; }
    n=$((n + 1))
    sleep "$nap"
  done
}

fetching() { # fetching COMMAND...: by the proxy that the spec names, if any; kubeadm would write it into all of its static Pods
  if [[ ! -e $ETC/proxy.env ]]; then "$@"; return; fi
  # shellcheck source=/dev/null
  (set -a && . "$ETC/proxy.env" && "$@")
}

stamps() { # stamps LIST: the folder in which steps of a list that are done have a file each; the Jobs have one for each run
  local run=''
  if [[ $1 == jobs ]]; then run=-$(jobs_run); fi
  echo "$STATE/$GENERATION/$1$run"
}

jobs_run() { cat "$STATE/$GENERATION/run" 2>/dev/null || echo 1; } # number of the newest run of the Jobs

ca_pin() { # of the cluster's CA, as kubeadm takes it: no two clusters have the same
  local key
  key=$(openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt) || return 1
  echo "sha256:$(openssl pkey -pubin -outform der <<<"$key" | sha256sum | cut -d' ' -f1)"
}

kubeadm_once() { # kubeadm_once COMMAND...: kubeadm's part, which cannot run twice; what was cut off or failed is undone first
  if [[ -e $ETC/kubeadm.done ]]; then return; fi
  if [[ -e $ETC/kubeadm.begun ]]; then kubeadm reset --force; fi
  touch "$ETC/kubeadm.begun"
  "$@" && touch "$ETC/kubeadm.done"
}
