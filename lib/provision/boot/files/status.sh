#!/bin/bash
# How a machine tells what it does, sourced by the runner: its status, and its log. The variables are the runner's.
# TESTBED_MACHINE_ID is for tests; nodes leave it unset.

facts() { # which machine this is, read on it: as its cloud knows it, and as kubelet will report it (machineId, bootId, kernel)
  local own
  own=$(identity) || return 1
  printf '{%s,"machineId":"%s","bootId":"%s","kernel":"%s"}' "$own" \
    "$(cat "${TESTBED_MACHINE_ID:-/etc/machine-id}")" "$(cat /proc/sys/kernel/random/boot_id)" "$(uname -r)"
}

put_status() { # put_status STATE: running, done or failed
  local file=$RUN/testbed-$LIST-status.json
  [[ -n $SELF ]] || locate || return 1
  [[ -n $FACTS ]] || FACTS=$(facts) || return 1
  printf '{"node":"%s","generation":"%s","stage":"%s","state":"%s","at":"%(%FT%TZ)T","since":"%s"' \
    "$NODE_NAME" "$GENERATION" "$STEP" "$1" -1 "$SINCE" >"$file"
  printf ',"attempt":%d,"attempts":%d,"lastExit":%d,"lastSeconds":%d,"final":%s%s,"machine":%s}\n' \
    "$ATTEMPT" "$ATTEMPTS" "$LAST_EXIT" "$LAST_SECONDS" "$FINAL" "$OF_RUN" "$FACTS" >>"$file"
  case $LIST in
    boot) exchange_put "status/$SELF/$NODE_NAME.json" "$file" ;;
    jobs) exchange_put "results/$SELF/status.json" "$file" ;; # the node's own stays: it is ready, whatever the Jobs say
  esac
}

tell() { # tell STATE: as put_status; a status that does not get through stops no step
  retry 3 5 put_status "$1" || log 'the status did not reach the exchange'
}

send_log() { # what the machine's journal has of both lists
  journalctl -u testbed-boot -u testbed-jobs --no-pager -n 500 >"$RUN/testbed-$LIST.log" 2>/dev/null || return 0
  exchange_put "logs/$SELF/$NODE_NAME.txt" "$RUN/testbed-$LIST.log" || log 'the log did not reach the exchange'
}
