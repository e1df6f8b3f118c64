#!/bin/bash
# Each minute on the first control plane: where other machines took the place of workers, has them join as the first ones
# did, and the Jobs see the cluster as it is then.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
trap - ERR
NOW=$RUN/testbed-machines.json KNOWN=$STATE/machines.json

forget() { # forget NODE: the Node of a machine that is gone; the step `plan` makes it again, with its planned pod range
  if grep -q "^$1 .* worker$" "$ETC/nodes"; then
    kubectl delete node "$1" --ignore-not-found --timeout=60s </dev/null
  else
    log "$1: etcd has its former machine as a member; no other joins by this name until the stack is deployed anew"
  fi
}

exec 9>"$RUN/testbed-boot.lock"
flock --nonblock 9 || exit 0 # the boot is under way
[[ -e $(stamps boot)/ready ]] || exit 0
exchange_get assets/machines.json "$NOW" 2>/dev/null || exit 0
[[ -e $KNOWN ]] || cp "$NOW" "$KNOWN"
others=$(jq -r --slurpfile known "$KNOWN" 'to_entries[] | select($known[0][.key] != .value).key' "$NOW")
[[ -n $others ]] || exit 0
log "other machines than before: ${others//$'\n'/, }"
while read -r node; do forget "$node"; done <<<"$others"
for step in plan wait-nodes ready; do rm -f "$(stamps boot)/$step"; done
if [[ -e $STATE/jobs.over ]]; then
  echo "$(($(jobs_run) + 1))" >"$STATE/$GENERATION/run"
  rm "$STATE/jobs.over"
fi
cp "$NOW" "$KNOWN"
exec 9>&-
systemctl restart --no-block testbed-boot.service
