# sources.sh [NAME=VALUE...] URL...: whether this machine can fetch what is there, a line each: URL, curl's exit code, the
# answer's status, that of the proxy to CONNECT, and the URL that was asked last. The values are http_proxy, https_proxy, no_proxy,
# and ca, certificates to trust beside the system's. The packages' archives of the system are asked too. Nothing changes.
# ask-sources.ts reads it. Exit code 69: there is no curl.
set -uf
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL
command -v curl >/dev/null || exit 69
unset http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY all_proxy ca
while :; do
  case ${1:-} in
    http_proxy=* | https_proxy=* | no_proxy=*) export "${1?}" ;;
    ca=*) ca=${1#ca=} ;;
    *) break ;;
  esac
  shift
done
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
if [ -n "${ca:-}" ]; then
  { cat /etc/ssl/certs/ca-certificates.crt 2>/dev/null; echo "$ca"; } >"$folder/ca"
  export CURL_CA_BUNDLE="$folder/ca"
fi

ask() { # ask URL: the first byte is enough, or the length of the whole
  said=$(curl -sSL --proto =http,https -r 0-0 --max-filesize 65536 --connect-timeout 8 -m 25 -o /dev/null \
    -w '%{http_code}\t%{http_connect}\t%{url_effective}' "$1" 2>/dev/null) && code=0 || code=$?
  printf '%s\t%s\t%s\n' "$1" "$code" "$said"
}

for url; do ask "$url" & done
# apt's own proxy counts for its archives, where the spec has none.
if [ -z "${http_proxy:-}${https_proxy:-}" ]; then
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy 2>/dev/null)"
  export http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-${http_proxy:-}}"
fi
for url in $(apt-get -q --print-uris update 2>/dev/null | sed -n "s/^'\(https\{0,1\}:[^']*\/InRelease\)'.*/\1/p" | sort -u); do
  ask "$url" &
done
wait
