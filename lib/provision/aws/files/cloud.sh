#!/bin/bash
# What boot scripts need of AWS, sourced by lib.sh: where the bucket is, how to read and write it, and sessions without SSH.
# TESTBED_IMDS and TESTBED_S3 are for tests; nodes leave them unset.
IMDS=${TESTBED_IMDS:-http://169.254.169.254} BUCKET='' REGION='' S3=''

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

exchange() { # exchange METHOD KEY [curl arguments]: signed with the node's own role; credentials stay off the command line
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

sessions() { # by AWS Systems Manager
  if snap list amazon-ssm-agent >/dev/null 2>&1; then return; fi
  retry 3 20 snap install amazon-ssm-agent --classic || log 'no SSM agent: no session on this node'
}
