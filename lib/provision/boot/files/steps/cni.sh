#!/bin/bash
# Installs the CNI's own chart from the exchange's assets; run again it changes nothing. install-chart.sh says what it does;
# START_ANEW is the cloud's.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
CNI=$RUN/testbed-cni BIN=/opt/testbed/bin # a helm of the machine's own stays as it is
install -d "$CNI" "$BIN"
export PATH=$BIN:$PATH

unpack() { # the CNI's files, by name
  local name
  while read -r name; do jq -j --arg name "$name" '.[$name]' "$CNI/cni.json" >"$CNI/$name"; done < <(jq -r 'keys[]' "$CNI/cni.json")
}

fetching curl -fsSL --connect-timeout 10 -m 300 -o "$CNI/helm.tgz" "$HELM_ARCHIVES/helm-$HELM_VERSION-linux-$MACHINE.tar.gz"
echo "$HELM_SHA256  $CNI/helm.tgz" | sha256sum --check --quiet
tar -xzf "$CNI/helm.tgz" -C "$BIN" --strip-components 1 "linux-$MACHINE/helm"
exchange_get assets/cni.json "$CNI/cni.json"
unpack

refused=0
bash "$CNI/install-chart.sh" check || refused=$?
if ((refused == 2)); then exit "$NO_TRY_HELPS"; fi # it has said what the cluster has and what it should have
((refused == 0))
fetching bash "$CNI/install-chart.sh" chart objects ready
