#!/bin/sh
# First process of a lab's own namespaces. While it lives, the lab lives; when it ends, the kernel ends every process in
# its PID namespace and removes every network namespace, link, route and rule, as nothing refers to them any more.
#
# It prints its process id as the outside knows it, then waits at the lifeline, its standard input:
#   "keep"      the lab is built and outlives its builder
#   the end     the builder is done, or died: the lab ends with it
set -e
read -r pid rest < /proc/self/stat

# Names of network namespaces live in /run/netns, and what BIRD needs in /run/cni-testbed. The mounts are this lab's own;
# the machine's /run stays as it is.
if mkdir -p /run/netns /run/cni-testbed 2>/dev/null; then
  mount -t tmpfs tmpfs /run/netns
  mount -t tmpfs -o mode=700 tmpfs /run/cni-testbed
else
  mount -t tmpfs tmpfs /run
  mkdir /run/netns /run/cni-testbed
fi
echo "$pid"

read -r word || exit 0
[ "$word" = keep ] || exit 0
exec sleep infinity </dev/null >/dev/null 2>&1
