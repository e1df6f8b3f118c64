#!/bin/sh
# print-capture.sh ARGUMENT...: prints what capture.sh says of this machine, packed: of what a container prints, a kubelet
# keeps 10 MB (containerLogMaxSize), and of a capture it must be all. Its exit code is capture.sh's.
set -u
exec 4>&1
echo 'capture gzip base64'
code=$({ { sh "${0%/*}/capture.sh" "$@"; echo $? >&3; } | gzip -9 | base64 >&4; } 3>&1)
[ "$code" = 0 ] || exit "${code:-1}"
echo 'capture end'
