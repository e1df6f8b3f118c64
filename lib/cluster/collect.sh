#!/bin/bash
# collect.sh FILE: for manifests that were applied by hand, or by a cluster's own machine. Waits for the probes' servers,
# tells the Jobs their addresses, starts the Jobs and writes what they saw to FILE as JSON.
# Exit code 0 means that the Jobs ran, not that every check passed: `testbed test --target kubernetes --observations FILE`
# judges. Nothing is removed: `kubectl delete namespace` does that.
# Needs kubectl, with a cluster to talk to, and jq.
set -euo pipefail
FILE=${1:?usage: collect.sh FILE}
NAMESPACE={{namespace}}
START_TIMEOUT={{startTimeout}} # seconds, image pull included
JOB_TIMEOUT={{jobTimeout}}     # seconds, the Jobs' own deadline
PARALLEL={{parallel}}         # Jobs under way at one time
HELD={{held}}             # network on which Jobs keep their pods when they have reported, for the captures; or none
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

k() { kubectl --namespace "$NAMESPACE" "$@"; }

log() { echo "collect.sh: $*" >&2; }

condition_of() { # condition_of JOB: Complete or Failed, with the reason, once it has ended
  k get "$1" --output json |
    jq -r '[.status.conditions[]? | select(.status == "True" and (.type == "Complete" or .type == "Failed"))][0] // empty
      | .type + " " + (.message // "")'
}

reported() { # reported JOB: whether it has, although it still runs
  [[ -n $HELD && $1 == */probe-$HELD-* ]] && [[ $(k logs "$1" --tail=1 2>/dev/null) == '{"report":"end",'* ]]
}

wait_for() { # wait_for JOB
  local deadline=$((SECONDS + JOB_TIMEOUT + 120)) condition
  while true; do
    condition=$(condition_of "$1")
    case $condition in
      Complete*) return 0 ;;
      Failed*) log "$1 failed: ${condition#Failed }"; k logs "$1" --tail=20 >&2 || true; return 1 ;;
    esac
    if reported "$1"; then return 0; fi
    if ((SECONDS > deadline)); then log "$1 has not ended in time"; k get pods --output wide >&2; return 1; fi
    sleep 2
  done
}

refuse_old() { # what Jobs saw in an earlier run must not pass for what they see now
  local old
  old=$(k get jobs --output json | jq '[.items[] | select(
    .spec.suspend != true or any(.status.conditions[]?; .type == "Complete" or .type == "Failed"))] | length')
  if ((old == 0)); then return 0; fi
  log "$old Jobs in $NAMESPACE have been started before. For a new run: kubectl delete namespace $NAMESPACE," \
    'then apply the manifests and run this script again'
  return 1
}

run_jobs() { # run_jobs JOB...: starts them together and keeps what they wrote in the file that KEPT names
  local job
  for job in "$@"; do k patch "$job" --type=merge --patch '{"spec":{"suspend":false}}' >&2; done
  for job in "$@"; do
    if [[ $KEPT == captures ]]; then # the probes stand without
      if ! wait_for "$job"; then log "what $job should have captured is left out"; continue; fi
    else wait_for "$job"; fi
    k logs "$job" --tail=-1 | jq --raw-input --slurp --arg job "${job##*/}" '{($job): .}' >>"$WORK/$KEPT.jsonl"
  done
}

run_all() { # run_all SELECTOR
  local batch=() job
  k get jobs --selector "$1" --output name >"$WORK/jobs"
  while read -r job <&3; do # macOS has Bash 3.2: no mapfile, and an empty list counts as unset
    batch+=("$job")
    if ((${#batch[@]} == PARALLEL)); then run_jobs "${batch[@]}"; batch=(); fi
  done 3<"$WORK/jobs"
  if ((${#batch[@]} > 0)); then run_jobs "${batch[@]}"; fi
}

plain() { jq 'del(.items[].metadata.managedFields) | .items'; }

refuse_old
for server in {{servers}}; do
  k rollout status "daemonset/$server" --timeout="${START_TIMEOUT}s" >&2
done

k get services --output json | plain >"$WORK/services.json"
k get pods --selector '{{serverSelector}}' --output json | plain >"$WORK/servers.json"
kubectl get nodes --output json | plain >"$WORK/nodes.json"
k get configmap {{settingsMap}} --output json >"$WORK/settings.json"
# What the API says of itself, as far as it may be read; both are named, so that one may come alone.
kubectl get {{controlResources}} --output json >"$WORK/control" 2>"$WORK/refused" || log "not all is known of the API servers: $(<"$WORK/refused")"
jq --slurp '[.[].items[]? | del(.metadata.managedFields)] | {
  services: map(select(.kind == "Service")), endpointSlices: map(select(.kind == "EndpointSlice"))
}' "$WORK/control" >"$WORK/control.json"

jq --null-input --slurpfile pods "$WORK/servers.json" --slurpfile services "$WORK/services.json" \
  --slurpfile nodes "$WORK/nodes.json" --slurpfile control "$WORK/control.json" --slurpfile settings "$WORK/settings.json" \
  --arg namespace "$NAMESPACE" '
  def port: ([.[]? | select(.name == "https")] + .)[0].port; # lib/cluster/control/ports.ts says the same
  ($settings[0].data["{{settingsFile}}"] | fromjson | .nodes) as $tested
  | [$nodes[0][] | select(.metadata.name | IN($tested[])) | {
      id: "node:\(.metadata.name)",
      addresses: ([.status.addresses[]? | select(.type == "InternalIP") | .address]
        | map(select(contains(":") | not))[:1] + map(select(contains(":")))[:1]),
      kubelet: .status.daemonEndpoints.kubeletEndpoint.Port,
      controlPlane: ((.metadata.labels // {}) | {{isControlPlane}})
    }] as $places
  | {
    pods: [$pods[0][] | {node: .spec.nodeName, role: .metadata.labels["{{partLabel}}"], ips: [.status.podIPs[]?.ip]}],
    services: [$services[0][] | {
      name: .metadata.name,
      clusterIPs: [.spec.clusterIPs[]? | select(. != "None")],
      ports: [.spec.ports[] | {protocol, nodePort} | with_entries(select(.value != null))]
    }],
    control: {
      apiServers: ([$control[0].endpointSlices[] | (.ports | port) as $port | .endpoints[]?.addresses[] as $address
        | {id: ([$places[] | select(any(.addresses[]; . == $address)) | .id] + ["api-server:\($address)"])[0], $address, $port}]
        + [$control[0].services[].spec | (.ports | port) as $port | .clusterIPs[]? | select(. != "None")
        | {id: "{{apiServerService}}", address: ., $port}] | map(select(.port))),
      kubelets: [$places[] | select((.kubelet // 0) > 0) | {id, address: .addresses[], port: .kubelet}],
      controlPlanes: [$places[] | select(.controlPlane) | .id]
    }
  } | {
    apiVersion: "v1", kind: "ConfigMap",
    metadata: {name: "{{addressesMap}}", namespace: $namespace, labels: {"{{ownerKey}}": "{{ownerValue}}"}},
    data: {"{{addressesFile}}": tojson}
  }' | kubectl apply --server-side --force-conflicts --field-manager=cni-testbed --filename - >&2

: >"$WORK/logs.jsonl"
: >"$WORK/captures.jsonl"
KEPT=logs
for network in node pod; do run_all "{{networkLabel}}=$network"; done # one Job a node at a time
KEPT=captures
if [[ -n $HELD ]]; then run_all '{{partLabel}}={{capturePart}}'; fi # while the pods of the probes are still there

for kept in logs captures; do jq --slurp 'add // {}' "$WORK/$kept.jsonl" >"$WORK/$kept.json"; done
kubectl get nodes --output json | plain >"$WORK/nodes.json" # again: what they are when the Jobs have ended
if ! kubectl get {{serviceCidrs}} --output json 2>"$WORK/refused" | plain >"$WORK/servicecidrs.json"; then
  if ! grep -qE "doesn't have a resource type|could not find the requested resource" "$WORK/refused"; then log "nothing is said of the ranges of Services: $(<"$WORK/refused")"; fi
  echo '[]' >"$WORK/servicecidrs.json" # they are known since Kubernetes 1.33, and not everybody may see them
fi
for blocks in {{addressBlocks}}; do # a CNI has its own, others none; not everybody may see them
  kubectl get "$blocks" --output json 2>/dev/null | plain 2>/dev/null || true
done | jq --slurp 'add // []' >"$WORK/blocks.json"
kubectl get daemonsets --all-namespaces --output json | plain >"$WORK/daemonsets.json"
k get pods --selector '{{ownerKey}}={{ownerValue}}' --output json | plain >"$WORK/pods.json"
kubectl version --output json >"$WORK/version.json"
jq --null-input --slurpfile nodes "$WORK/nodes.json" --slurpfile daemonsets "$WORK/daemonsets.json" \
  --slurpfile pods "$WORK/pods.json" --slurpfile services "$WORK/services.json" --slurpfile logs "$WORK/logs.json" \
  --slurpfile captures "$WORK/captures.json" --slurpfile version "$WORK/version.json" --slurpfile settings "$WORK/settings.json" \
  --slurpfile servicecidrs "$WORK/servicecidrs.json" --slurpfile blocks "$WORK/blocks.json" \
  --slurpfile control "$WORK/control.json" '
  {
    schema: "{{schema}}",
    collectedAt: (now | todate),
    serverVersion: $version[0].serverVersion.gitVersion,
    nodes: $nodes[0], pods: $pods[0], services: $services[0], control: $control[0], daemonSets: $daemonsets[0],
    settings: $settings[0].data["{{settingsFile}}"], logs: $logs[0]
  } + if $captures[0] == {} then {} else {captures: $captures[0]} end
    + if $servicecidrs[0] == [] then {} else {serviceCidrs: $servicecidrs[0]} end
    + if $blocks[0] == [] then {} else {addressBlocks: $blocks[0]} end' >"$FILE"
log "what ${NAMESPACE}'s Jobs saw is in $FILE"
