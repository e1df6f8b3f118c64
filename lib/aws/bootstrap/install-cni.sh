#!/bin/bash
# Installs the CNI's own chart from the bucket's assets. Arguments come as JSON arrays: nothing is put together from text.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
export KUBECONFIG=/etc/kubernetes/admin.conf
STAGE=cni
CNI=$RUN/testbed-cni
install -d "$CNI"

fetch_helm() {
  curl -fsSL --connect-timeout 10 -m 300 -o "$CNI/helm.tgz" "https://get.helm.sh/helm-$HELM_VERSION-linux-$MACHINE.tar.gz"
  echo "$HELM_SHA256  $CNI/helm.tgz" | sha256sum --check --quiet
}

chart_of() { # chart_of JSON: helm arguments that name a chart; an oci:// repository is part of the name
  jq -r 'if .repository | startswith("oci://") then .repository + "/" + .name, "--version", .version
    else .name, "--repo", .repository, "--version", .version end' <<<"$1"
}

apply_crds() {
  local chart
  mapfile -t chart < <(chart_of "$1")
  helm template crds "${chart[@]}" --include-crds >"$CNI/crds.yaml"
  kubectl apply --server-side -f "$CNI/crds.yaml"
}

install_chart() {
  local chart
  mapfile -t chart < <(chart_of "$(jq -c .chart "$CNI/install.json")")
  helm upgrade --install "$(jq -r .release "$CNI/install.json")" "${chart[@]}" \
    --namespace "$(jq -r .namespace.metadata.name "$CNI/install.json")" --values "$CNI/values.json"
}

is_ready() {
  local arguments
  mapfile -t arguments < <(jq -r '.[]' <<<"$1")
  kubectl "${arguments[@]}"
}

retry 5 10 fetch_helm
tar -xzf "$CNI/helm.tgz" -C /usr/local/bin --strip-components 1 "linux-$MACHINE/helm"
for file in install.json values.json manifests.json; do retry 24 5 s3 GET "assets/cni/$file" -o "$CNI/$file"; done

jq .namespace "$CNI/install.json" | kubectl apply --server-side -f -
while read -r crds; do retry 5 15 apply_crds "$crds"; done < <(jq -c '.crds[]' "$CNI/install.json")
retry 5 15 install_chart
if jq -e '.items != []' "$CNI/manifests.json" >/dev/null; then
  retry 40 5 kubectl apply --server-side -f "$CNI/manifests.json" # its definitions may come a little later
fi
while read -r check; do retry 40 10 is_ready "$check" </dev/null; done < <(jq -c '.ready[]' "$CNI/install.json")
