#!/bin/bash
# What boot scripts need of a cloud that is only on paper: a folder is its exchange, and nobody gets in.
SHELF=''

locate() { SHELF=${TESTBED_SHELF:?}; }

exchange() { # exchange METHOD KEY [curl arguments]
  local method=$1 key=$2
  shift 2
  [[ -n $SHELF ]] || locate || return 1
  curl -fsS -X "$method" "$@" "file://$SHELF/$key"
}

sessions() { :; }
