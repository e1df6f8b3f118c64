#!/bin/sh
# Runs the holder of a lab and removes the lab's state file when the holder ends, however it ends.
#   supervise.sh STATE-FILE UNSHARE-OPTION...
# Standard input is the lifeline and standard output the holder's first word; see holder.sh.
file=$1
shift
unshare "$@" --fork --kill-child sh "${0%/*}/holder.sh"
# Its last act: who sees the file gone need not wait for a process more.
exec rm -f -- "$file"
