#!/bin/bash
# run-steps.sh LIST: does the steps of /etc/testbed/LIST.steps in order. A line is: name, attempts, pause, limit (in seconds).
# Each step is a script that can be done again. One that is done has a stamp and is not done again, so that a reboot or a
# kill goes on where it was cut off. One that fails is tried again, after longer and longer pauses; one that hangs is ended.
# shellcheck source=lib.sh
. /opt/testbed/lib.sh
# shellcheck source=status.sh
. /opt/testbed/status.sh

LIST=$1 STAMPS=$(stamps "$1")
STEP=start SINCE=$(printf '%(%FT%TZ)T' -1) ATTEMPT=1 ATTEMPTS=1 LAST_EXIT=0 LAST_SECONDS=0 FINAL=false OF_RUN='' FACTS=''
if [[ $LIST == jobs ]]; then OF_RUN=",\"run\":$(jobs_run)"; fi
export STEP

do_step() { # do_step PAUSE LIMIT
  local pause=$1 limit=$2
  SINCE=$(printf '%(%FT%TZ)T' -1) ATTEMPT=1 LAST_EXIT=0 LAST_SECONDS=0
  tell running
  until attempt "$limit"; do
    log "attempt $ATTEMPT of $ATTEMPTS ended with exit code $LAST_EXIT after $LAST_SECONDS s"
    if ((LAST_EXIT == NO_TRY_HELPS || ATTEMPT >= ATTEMPTS)); then give_up; fi
    ATTEMPT=$((ATTEMPT + 1))
    tell running
    send_log
    sleep "$pause"
    pause=$((pause * 2 > 300 ? 300 : pause * 2))
  done
  touch "$STAMPS/$STEP"
  send_log
}

attempt() { # attempt LIMIT: in a process of its own, so that errors end it and a hang can be ended
  local begun=$SECONDS
  log "begins, attempt $ATTEMPT of $ATTEMPTS"
  LAST_EXIT=0
  timeout --kill-after=30 "$1" bash "/opt/testbed/steps/$STEP.sh" </dev/null || LAST_EXIT=$?
  LAST_SECONDS=$((SECONDS - begun))
  if ((LAST_EXIT == 137 && LAST_SECONDS >= $1)); then LAST_EXIT=124; fi # as timeout says it where TERM is enough
  ((LAST_EXIT == 0))
}

give_up() { # the boot is started again by its unit where another try may help; the Jobs by testbed rerun
  local code=1
  if ((LAST_EXIT == NO_TRY_HELPS)); then code=$NO_TRY_HELPS; fi
  if [[ $code == "$NO_TRY_HELPS" || $LIST == jobs ]]; then FINAL=true; fi
  if [[ $LIST == jobs ]]; then touch "$STATE/jobs.over"; fi
  log "failed after $ATTEMPT attempts"
  tell failed
  send_log
  exit "$code"
}

install -d "$STAMPS"
exec 9>"$RUN/testbed-$LIST.lock"
flock 9 # what a killed runner has left running holds it, until that has ended
while read -r name attempts pause limit <&3; do
  STEP=$name ATTEMPTS=$attempts
  if [[ ! -e $STAMPS/$STEP ]]; then do_step "$pause" "$limit"; fi
done 3<"$ETC/$LIST.steps"
retry 12 5 put_status "done"
if [[ $LIST == jobs ]]; then touch "$STATE/jobs.over"; fi
