#!/bin/bash
# The container runtime runs and answers.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh

systemctl enable containerd kubelet
systemctl restart containerd
retry 12 5 crictl info >/dev/null
