#!/bin/sh
# Runs commands one after another and keeps what each says: a small process starts others several times faster than a
# large one. Each line of standard input is a number and a command, whose words are split at spaces and never evaluated.
#   ask.sh FOLDER    writes FOLDER/NUMBER.out and FOLDER/NUMBER.err, and to standard output "NUMBER EXIT-CODE"
set -f
while read -r number command; do
  # shellcheck disable=SC2086 # the words are meant to be split
  $command </dev/null >"$1/$number.out" 2>"$1/$number.err"
  echo "$number $?"
done
