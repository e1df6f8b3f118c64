#!/bin/bash
# The first control plane starts the cluster.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

kubeadm config validate --config "$ETC/kubeadm.yaml" || exit "$NO_TRY_HELPS"
# What an earlier first control plane has published leads to a cluster that is gone.
if [[ ! -e $ETC/kubeadm.done ]]; then for role in worker control-plane; do exchange_remove "join/$role.json"; done; fi
kubeadm_once kubeadm init --config "$ETC/kubeadm.yaml" --skip-token-print
