#!/bin/bash
# Starts the connectivity Jobs and puts what they saw into the bucket. Exit code 0 means that they ran, not that all is well.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
export KUBECONFIG=/etc/kubernetes/admin.conf
WORK=$RUN/testbed-connectivity
install -d "$WORK"

if [[ $CONNECTIVITY == no ]]; then
  log 'no connectivity Jobs were given: the cluster is ready, nothing is tested'
  exit 0
fi

STATUS_KEY=results/status.json # the node's own status stays: it is ready, whatever the Jobs say
stage connectivity
for file in manifests.json collect.sh; do retry 24 5 exchange GET "assets/connectivity/$file" -o "$WORK/$file"; done
# Jobs run once: what a run that was cut off has left goes first.
while read -r namespace; do
  kubectl delete namespace "$namespace" --ignore-not-found --timeout=300s </dev/null
done < <(jq -r '.items[] | select(.kind == "Namespace") | .metadata.name' "$WORK/manifests.json")
kubectl apply --server-side -f "$WORK/manifests.json"
# collect.sh FILE: waits for the Jobs and writes the observations there
timeout 1800 bash "$WORK/collect.sh" "$WORK/observations.json"
retry 12 5 exchange PUT results/observations.json -T "$WORK/observations.json"
retry 12 5 put_status "done" 'observations are in the bucket'
