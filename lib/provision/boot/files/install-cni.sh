#!/bin/bash
# Installs the CNI's own chart from the bucket's assets; run again it changes nothing. install-chart.sh says what it does.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
export KUBECONFIG=/etc/kubernetes/admin.conf
export START_ANEW='destroy the stack and deploy it again'
STAGE=cni
CNI=$RUN/testbed-cni
install -d "$CNI"

fetch_helm() {
  curl -fsSL --connect-timeout 10 -m 300 -o "$CNI/helm.tgz" "https://get.helm.sh/helm-$HELM_VERSION-linux-$MACHINE.tar.gz"
  echo "$HELM_SHA256  $CNI/helm.tgz" | sha256sum --check --quiet
}

unpack() { # the CNI's files, by name
  local name
  while read -r name; do jq -j --arg name "$name" '.[$name]' "$CNI/cni.json" >"$CNI/$name"; done < <(jq -r 'keys[]' "$CNI/cni.json")
}

retry 5 10 fetch_helm
tar -xzf "$CNI/helm.tgz" -C /usr/local/bin --strip-components 1 "linux-$MACHINE/helm"
retry 24 5 exchange GET assets/cni.json -o "$CNI/cni.json"
unpack

bash "$CNI/install-chart.sh" check
retry 5 15 bash "$CNI/install-chart.sh" chart
bash "$CNI/install-chart.sh" objects
retry 40 10 bash "$CNI/install-chart.sh" ready
