#!/bin/bash
# Runs a program for as long as standard input is held open, then ends it with all that it has started, and removes a folder.
# Whoever holds the other end of that pipe lets go of it however it ends, kill -9 included: so nothing outlives it.
#   while-held.sh FOLDER PROGRAM [ARGUMENT...]
set -m # each job has a process group of its own
folder=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{
  exec >/dev/null 2>&1
  cat <&3
  kill -INT -- "-$program"
  sleep 5
  kill -KILL -- "-$program"
} &
watch=$!
exec 3<&- 2>/dev/null # what follows is for nobody to read
wait "$program"
code=$?
kill -KILL -- "-$watch"
kill -KILL -- "-$program"
rm -rf -- "$folder"
exit "$code"
