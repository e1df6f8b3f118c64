#!/bin/bash
# What boot scripts need of a cloud that is only on paper: a folder is its exchange, and nobody gets in.
SELF=''
export START_ANEW='take a new sheet'

locate() { [[ -d ${TESTBED_SHELF:?} ]] && SELF=$NODE_NAME; }

identity() { printf '"id":"%s"' "$NODE_NAME"; }

exchange_get() { # exchange_get KEY FILE
  rm -f "$2"
  cp "$TESTBED_SHELF/$1" "$2.part" && mv "$2.part" "$2"
}

exchange_put() { install -D -m 0600 "$2" "$TESTBED_SHELF/$1"; } # exchange_put KEY FILE

exchange_remove() { rm -f "$TESTBED_SHELF/$1"; } # exchange_remove KEY

sessions() { :; }

release() { :; }
