#!/bin/bash
# What boot scripts need of machines that one already has, sourced by lib.sh: the exchange is a folder that only root reads.
# The user's program carries over SSH what goes from one machine to another.
# TESTBED_EXCHANGE, TESTBED_MACHINE_ID and TESTBED_DMI are for tests; machines leave them unset.
EXCHANGE=${TESTBED_EXCHANGE:-/var/lib/testbed/exchange} SELF=${SELF:-}
export START_ANEW='testbed machines reset, then testbed machines up'

machine_id() { # of the operating system's installation
  local id
  id=$(cat "${TESTBED_MACHINE_ID:-/etc/machine-id}") || return 1
  [[ $id =~ ^[0-9a-f]{32}$ ]] || { echo "the machine's id is ${id:-empty}: see machine-id(5)" >&2; return 1; }
  echo "$id"
}

locate() { # who this is there: a machine that was reset is another one, with which the first control plane starts anew
  local id made
  id=$(machine_id) || return 1
  (umask 077 && mkdir -p "$EXCHANGE") || return 1
  made=$(cat "$EXCHANGE.made" 2>/dev/null) || made=''
  if [[ -z $made ]]; then
    made=$(od -An -N4 -tx4 /dev/urandom | tr -d ' \n') || return 1
    echo "$made" >"$EXCHANGE.made" || return 1
  fi
  SELF=$id-$made
  export SELF # for the steps
}

identity() { # of this machine, as members of a JSON object: the firmware's name for its model, where it has one
  local id model
  id=$(machine_id) || return 1
  model=$(tr -cd '[:alnum:] ._-' 2>/dev/null <"${TESTBED_DMI:-/sys/class/dmi/id}/product_name") || model=''
  printf '"id":"%s"%s' "$id" "${model:+,\"type\":\"$model\"}"
}

exchange_get() { # exchange_get KEY FILE: the whole object or no file; fails where there is none
  rm -f "$2"
  cp "$EXCHANGE/$1" "$2.part" && mv "$2.part" "$2"
}

exchange_put() { # exchange_put KEY FILE: whoever reads meanwhile reads the old one
  (umask 077 && mkdir -p "$EXCHANGE/$(dirname "$1")" && cp "$2" "$EXCHANGE/$1.part") &&
    mv "$EXCHANGE/$1.part" "$EXCHANGE/$1"
}

exchange_remove() { rm -f "$EXCHANGE/$1"; } # exchange_remove KEY: none is fine

sessions() { :; } # the user has SSH

release() { :; } # nothing costs beside the machines
