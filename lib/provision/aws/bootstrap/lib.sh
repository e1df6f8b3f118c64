#!/bin/bash
# Sourced by every boot script: stages, retries, and the bucket. Tells nothing secret to the log.
# TESTBED_ETC, TESTBED_RUN, TESTBED_IMDS and TESTBED_S3 are for tests; nodes leave them unset.
set -Eeuo pipefail
export DEBIAN_FRONTEND=noninteractive HOME=/root
ETC=${TESTBED_ETC:-/etc/testbed} RUN=${TESTBED_RUN:-/run} IMDS=${TESTBED_IMDS:-http://169.254.169.254}
# shellcheck source=/dev/null
. "$ETC/node.env"
STAGE=start STATUS_KEY=status/$NODE_NAME.json BUCKET='' REGION='' S3=''
trap 'on_error $?' ERR

log() { printf '%(%FT%TZ)T testbed[%s] %s\n' -1 "$STAGE" "$*"; }

retry() { # retry MAX SLEEP COMMAND...
  local max=$1 nap=$2 n=1
  shift 2
  until "$@"; do
    ((n >= max)) && { log "gave up after $n tries: $1"; return 1; }
    n=$((n + 1))
    sleep "$nap"
  done
}

imds() { # imds PATH: IMDSv2, a session token for each question
  local session
  session=$(curl -fsS -m 5 -X PUT "$IMDS/latest/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 300') || return 1
  curl -fsS -m 5 -H "X-aws-ec2-metadata-token: $session" "$IMDS/latest/meta-data/$1"
}

locate() { # where the bucket is; the instance tag is the only thing that was not known at synthesis
  REGION=$(imds placement/region) || return 1
  BUCKET=$(imds tags/instance/testbed-bucket) || return 1
  S3=${TESTBED_S3:-https://$BUCKET.s3.$REGION.$(imds services/domain)} || return 1
}

credential() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; } # no jq: it is not installed yet

s3() { # s3 METHOD KEY [curl arguments]: signed with the node's own role; credentials stay off the command line
  local method=$1 key=$2 role creds
  shift 2
  [[ -n $BUCKET ]] || locate || return 1
  role=$(imds iam/security-credentials/) || return 1
  creds=$(imds "iam/security-credentials/$role") || return 1
  curl -fsS --connect-timeout 5 -m 60 -X "$method" --aws-sigv4 "aws:amz:$REGION:s3" -K - "$@" "$S3/$key" <<CONFIG
user = "$(credential AccessKeyId <<<"$creds"):$(credential SecretAccessKey <<<"$creds")"
header = "x-amz-security-token: $(credential Token <<<"$creds")"
header = "x-amz-content-sha256: UNSIGNED-PAYLOAD"
CONFIG
}

put_status() { # put_status STATE [MESSAGE]: running, done or failed; the message holds no quotes
  printf '{"node":"%s","stage":"%s","state":"%s","at":"%(%FT%TZ)T","generation":"%s","message":"%s"}\n' \
    "$NODE_NAME" "$STAGE" "$1" -1 "$GENERATION" "${2:-}" >"$RUN/testbed-status.json"
  s3 PUT "$STATUS_KEY" -T "$RUN/testbed-status.json"
}

stage() { # stage NAME: what the node does from here on, told to whoever watches the bucket
  STAGE=$1
  log begins
  retry 3 5 put_status running || log 'the status did not reach the bucket'
}

once() { # once COMMAND...: kubeadm's part, which cannot run twice; what a reboot cut off is undone first
  if [[ -e $ETC/kubeadm.done ]]; then return; fi
  if [[ -e $ETC/kubeadm.begun ]]; then kubeadm reset --force; fi
  touch "$ETC/kubeadm.begun"
  "$@" && touch "$ETC/kubeadm.done"
}

join() { # a try that failed half way leaves files that the next one refuses
  once kubeadm join --config "$RUN/testbed-join-filled.json" && return
  kubeadm reset --force
  rm "$ETC/kubeadm.begun"
  return 1
}

on_error() {
  local code=$1
  trap - ERR
  log "failed with exit code $code"
  retry 3 5 put_status failed "exit code $code, see logs/$NODE_NAME.txt or journalctl -u testbed-boot" || true
  journalctl -u testbed-boot --no-pager -n 300 >"$RUN/testbed-boot.log" 2>/dev/null || true
  s3 PUT "logs/$NODE_NAME.txt" -T "$RUN/testbed-boot.log" || true
  exit "$code"
}
