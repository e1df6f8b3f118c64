#!/bin/bash
# Starts the connectivity Jobs and gathers what they saw. Success means that they ran, not that all is well.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
WORK=$STATE/connectivity

if [[ ! -e $WORK/fresh ]]; then bash /opt/testbed/steps/apply.sh; fi # an attempt that failed has started some
rm -f "$WORK/fresh"
bash "$WORK/collect.sh" "$WORK/observations.json"
