# put-file.sh PATH MODE BYTES: writes standard input to the file, whole or not at all.
set -eu
umask 077
new=$(mktemp "$1.XXXXXX")
trap 'rm -f -- "$new"' EXIT
cat >"$new"
if [ "$(wc -c <"$new")" -ne "$3" ]; then
  echo "it did not arrive whole" >&2
  exit 1
fi
chmod "$2" "$new"
mv -T -- "$new" "$1"
trap - EXIT
