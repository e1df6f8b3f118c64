#!/bin/bash
# What boot scripts need of AWS, sourced by lib.sh: where the bucket is, how to read and write it, and sessions without SSH.
# TESTBED_IMDS, TESTBED_S3, TESTBED_ELB and TESTBED_EC2 are for tests; nodes leave them unset.
IMDS=${TESTBED_IMDS:-http://169.254.169.254} BUCKET=${BUCKET:-} REGION=${REGION:-} S3=${S3:-} ROLE=${ROLE:-} SELF=${SELF:-}
export START_ANEW='destroy the stack and deploy it again'

imds() { # imds PATH: IMDSv2, a session token for each question
  local session
  session=$(curl -fsS -m 5 -X PUT "$IMDS/latest/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 300') || return 1
  curl -fsS -m 5 -H "X-aws-ec2-metadata-token: $session" "$IMDS/latest/meta-data/$1"
}

locate() { # where the bucket is, and who this is there; the instance's tags are the only thing that synthesis did not know
  local role id
  REGION=$(imds placement/region) || return 1
  BUCKET=$(imds tags/instance/testbed-bucket) || return 1
  S3=${TESTBED_S3:-https://$BUCKET.s3.$REGION.$(imds services/domain)} || return 1
  ROLE=$(imds iam/security-credentials/) || return 1
  role=$(imds tags/instance/testbed-role-id) || return 1
  id=$(imds instance-id) || return 1
  SELF=$role:$id                    # IAM's aws:userid, which the role's policy holds the keys to that this machine may write
  export BUCKET REGION S3 ROLE SELF # for the steps
}

identity() { # what EC2 says of this machine, as members of a JSON object
  local id type zone listed group=''
  id=$(imds instance-id) || return 1
  type=$(imds instance-type) || return 1
  zone=$(imds placement/availability-zone) || return 1
  listed=$(imds placement/) || return 1
  if grep -qx group-name <<<"$listed"; then group=$(imds placement/group-name) || return 1; fi
  printf '"id":"%s","type":"%s","zone":"%s","placementGroup":"%s"' "$id" "$type" "$zone" "$group"
}

exchange_get() { # exchange_get KEY FILE: the whole object or no file; fails where there is none
  rm -f "$2"
  s3 GET "$1" -o "$2.part" && mv "$2.part" "$2"
}

exchange_put() { s3 PUT "$1" -T "$2"; } # exchange_put KEY FILE

exchange_remove() { s3 DELETE "$1"; } # exchange_remove KEY: none is fine

sessions() { # lets the user in, by AWS Systems Manager; no reason to stop where it cannot
  if snap list amazon-ssm-agent >/dev/null 2>&1; then return; fi
  retry 3 20 snap install amazon-ssm-agent --classic || log 'no SSM agent: no session on this node'
}

credential() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; } # no jq: it is not installed yet

signed() { # signed SERVICE [curl arguments]: with the node's own role; credentials stay off the command line
  local service=$1 creds
  shift
  creds=$(imds "iam/security-credentials/$ROLE") || return 1
  curl -fsS --connect-timeout 5 -m 60 --aws-sigv4 "aws:amz:$REGION:$service" -K - "$@" <<CONFIG
user = "$(credential AccessKeyId <<<"$creds"):$(credential SecretAccessKey <<<"$creds")"
header = "x-amz-security-token: $(credential Token <<<"$creds")"
CONFIG
}

s3() { # s3 METHOD KEY [curl arguments]
  local method=$1 key=$2
  shift 2
  [[ -n $SELF ]] || locate || return 1
  signed s3 -X "$method" -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' "$@" "$S3/${key//:/%3A}"
}

release() { # ends what costs beside the machines, which the control planes' role may: each hour counts, whoever is first
  end_balancer
  end_way_out # last: by it go questions to AWS
}

end_balancer() { # the API's load balancer
  local arn
  exchange_get assets/balancer "$RUN/testbed-balancer" 2>/dev/null || return 0 # there is none, or it is not for this machine
  arn=$(cat "$RUN/testbed-balancer")
  signed elasticloadbalancing --data Action=DeleteLoadBalancer --data Version=2015-12-01 \
    --data-urlencode "LoadBalancerArn=$arn" "${TESTBED_ELB:-https://elasticloadbalancing.$REGION.$(imds services/domain)}/"
}

end_way_out() { # the NAT gateway of machines without public addresses
  local id
  exchange_get assets/nat-gateway "$RUN/testbed-nat-gateway" 2>/dev/null || return 0
  id=$(cat "$RUN/testbed-nat-gateway")
  signed ec2 --data Action=DeleteNatGateway --data Version=2016-11-15 \
    --data-urlencode "NatGatewayId=$id" "${TESTBED_EC2:-https://ec2.$REGION.$(imds services/domain)}/"
}
