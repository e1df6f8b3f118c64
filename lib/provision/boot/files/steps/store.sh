#!/bin/bash
# Puts what the Jobs saw into the exchange, beside what earlier runs saw.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

[[ -n $SELF ]] || locate
exchange_put "results/$SELF/$GENERATION/run-$(jobs_run).json" "$STATE/connectivity/observations.json"
