#!/bin/bash
# Kernel modules and settings. Cloud kernels leave rare modules to a package of their own.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

mapfile -t modules </etc/modules-load.d/testbed.conf
if ! modprobe --all "${modules[@]}"; then
  fetching apt-get -o DPkg::Lock::Timeout=300 -qy install --no-install-recommends "linux-modules-extra-$(uname -r)"
  modprobe --all "${modules[@]}"
fi
sysctl --system >/dev/null # after br_netfilter, whose settings do not exist before
