#!/bin/bash
# Installs the CNI whose files lie beside this script. A second run changes nothing. One for another CNI or mode or other
# pools, which are fixed after the first install, is refused before anything is touched (exit code 2).
# install-chart.sh [check | chart | objects | ready]: one step; without a word all of them, in this order.
# CONTEXT: of the kubeconfig. VALUES: a file in place of values.yaml. START_ANEW: what to do after a refusal.
# Needs kubectl and helm, of which version 3 and 4 will do.
set -euo pipefail
cd "$(dirname "$0")"
IFS=$'\t' read -ra CHART <chart.tsv
RELEASE=${CHART[0]} NAMESPACE=${CHART[1]} CHART=("${CHART[@]:2}")
VALUES=${VALUES:-values.yaml}
RECORD=cni-testbed-install # a ConfigMap: what cannot be changed any more, and the chart and values that were put in place

k() { kubectl ${CONTEXT:+--context "$CONTEXT"} "$@"; }

h() { helm "$@" ${CONTEXT:+--kube-context "$CONTEXT"} --namespace "$NAMESPACE"; }

forget_command() { echo "kubectl${CONTEXT:+ --context $CONTEXT} --namespace kube-system delete configmap $RECORD"; }

recorded() { k get configmap "$RECORD" --namespace kube-system --ignore-not-found --output "jsonpath={.data.$1}"; }

record() { # record [--from-literal=KEY=TEXT]: the whole of it, so that what is left out is forgotten
  local object
  object=$(k create configmap "$RECORD" --namespace kube-system --from-file=fixed=fixed.txt "$@" --dry-run=client --output yaml)
  k apply --server-side --filename - <<<"$object"
}

release_state() { # of the newest revision, such as deployed or pending-install; nothing where there is no release
  local found
  if found=$(h history "$RELEASE" --max 1 --output json 2>&1); then
    if [[ $found =~ \"status\":\"([a-z-]+)\" ]]; then echo "${BASH_REMATCH[1]}"; fi
  elif [[ $found != *'release: not found'* ]]; then
    echo "$found" >&2
    return 1
  fi
}

refuse() { # refuse REASON [DETAILS] [OTHER-WAY]
  echo "install-chart.sh: $1. Nothing was changed.${2:-}" >&2
  echo "To start anew: ${START_ANEW:-remove the cluster, make it again, and run this again}" >&2
  if [[ ${3:-} ]]; then echo "$3" >&2; fi
  exit 2
}

lines_only_in() { # lines_only_in TEXT OTHER-TEXT MARK
  while read -r line; do printf '\n  %s %s' "$3" "$line"; done < <(grep -vxF -e "$2" <<<"$1")
}

check() {
  local fixed installed state
  fixed=$(<fixed.txt)
  installed=$(recorded fixed)
  if [[ -z $installed ]]; then
    state=$(release_state)
    [[ -z $state ]] ||
      refuse "Helm has a release $RELEASE in $NAMESPACE ($state) that this script did not install, so it is not known whether its mode and pools are these"
  elif [[ $installed != "$fixed" ]]; then
    refuse 'this cluster was installed with something else, and CNI, mode and pools are fixed after the first install' \
      "$(lines_only_in "$installed" "$fixed" 'installed:  ' && lines_only_in "$fixed" "$installed" 'these files:')" \
      "Or, once that is uninstalled and testbed test --target kubernetes --leftovers finds nothing: $(forget_command)"
  fi
}

# Nobody installs for minutes: a revision that stays pending is of a helm that was cut off, and helm refuses to go on.
# Without that revision it does, and takes over what the other one made.
forget_cut_off() {
  local state tries=1
  state=$(release_state)
  while [[ $state == pending-* ]]; do
    if ((tries++ > 12)); then
      echo "install-chart.sh: $RELEASE is $state since a run that was cut off: going on from there" >&2
      k delete secrets --namespace "$NAMESPACE" --selector "owner=helm,name=$RELEASE,status=$state"
      return
    fi
    sleep 5
    state=$(release_state)
  done
}

install_definitions() { # the chart's, whoever else wrote them meanwhile (operators do)
  local definitions
  while IFS=$'\t' read -ra crds; do
    definitions=$(helm template crds "${crds[@]}" --include-crds)
    k apply --server-side --force-conflicts --filename - <<<"$definitions"
  done <crds.tsv
}

# Helm 4 lets the server merge, and then quarrels with operators about fields that both have set, even to the same.
# Helm 3, and 4 when told so, sends only what differs from the last revision.
helm_upgrade() {
  local here=()
  if [[ $(helm upgrade --help) == *--server-side* ]]; then here=(--server-side=false); fi
  h upgrade --install "$RELEASE" "${CHART[@]}" --values "$VALUES" ${here[@]+"${here[@]}"}
}

chart() {
  local wanted state installed
  wanted=$(printf '%s\n' "${CHART[*]}" && cat "$VALUES")
  state=$(release_state)
  installed=$(recorded installed)
  if [[ $state == deployed && $installed == "$wanted" ]]; then
    echo "$RELEASE is installed with this chart and these values: nothing to do"
    return
  fi
  record # from here on a part of it may be there
  k apply --server-side --filename namespace.yaml
  install_definitions
  forget_cut_off
  helm_upgrade
  record --from-literal=installed="$wanted"
}

objects() {
  local tries=1
  [[ -s manifests.yaml ]] || return 0
  until k apply --server-side --filename manifests.yaml; do # the definitions of these objects may come a little later
    if ((tries++ == 40)); then
      echo 'install-chart.sh: the objects in manifests.yaml were refused 40 times, see above: mend that and run it again' >&2
      exit 1
    fi
    sleep 5
  done
}

ready() {
  while IFS=$'\t' read -ra command; do
    k "${command[@]}" </dev/null
  done <ready.tsv
}

if (($# == 0)); then set -- check chart objects ready; fi
for step in "$@"; do
  case $step in
    check | chart | objects | ready) "$step" ;;
    *) echo "install-chart.sh: there is no step $step" >&2; exit 1 ;;
  esac
done
