#!/bin/bash
# The end of the time to live: first of what costs beside this machine, then of the machine. Nothing keeps it from its end.
# shellcheck source=lib.sh
(. /opt/testbed/lib.sh && release) || true
systemctl poweroff
