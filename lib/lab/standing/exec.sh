#!/bin/sh
# Runs a program inside a namespace in the folder of its caller: nsenter leaves it in the root folder. Programs that
# cannot be run end with a shell's exit codes, 126 and 127.
#   exec.sh FOLDER PROGRAM ARGUMENT...
cd -- "$1" 2>/dev/null || cd /
shift
exec "$@"
