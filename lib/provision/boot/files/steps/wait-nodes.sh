#!/bin/bash
# Tells the others how to join, and waits until all have. Each attempt publishes new join data: they never are too old.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
JOIN=$RUN/testbed-join

publish() { # a token for an hour and the pin of the CA; only nodes' roles can read the object
  local token pin
  token=$(kubeadm token create --ttl 1h --description testbed-join)
  pin=$(ca_pin)
  token=$token pin=$pin jq -n --arg generation "$GENERATION" \
    '{$generation, made: (now | todate), token: env.token, pin: env.pin}' >"$JOIN.json"
  exchange_put join/worker.json "$JOIN.json"
}

publish_certificates() { # for further control planes: the key of the certificates that kubeadm uploads, valid for two hours
  local key
  key=$(kubeadm init phase upload-certs --upload-certs --config "$ETC/kubeadm.yaml" | tail -n 1)
  key=$key jq '. + {certificateKey: env.key}' "$JOIN.json" >"$JOIN-control-plane.json"
  exchange_put join/control-plane.json "$JOIN-control-plane.json"
}

joined() { # every planned node has a kubelet that reported
  kubectl get nodes -o json | jq -e --rawfile plan "$ETC/nodes" -f /opt/testbed/joined.jq >"$RUN/testbed-missing.json"
}

umask 077
publish
if (($(grep -c ' control-plane$' "$ETC/nodes") > 1)); then publish_certificates; fi
shred -u "$JOIN"*.json
missing=''
until joined; do
  now=$(jq -c 'select(type == "array") | .[:10]' "$RUN/testbed-missing.json") || now=unknown
  if [[ $now != "$missing" ]]; then log "not joined yet: $now"; missing=$now; fi
  sleep 5
done
