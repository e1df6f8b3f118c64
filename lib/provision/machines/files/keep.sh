# keep.sh LIST PATH...: keeps what is at these paths for the reset, but for what an earlier boot has put there, which is
# nobody's; and enters them into the list of the testbed's files before they are written.
mkdir -p /etc/testbed
set -eu
list=$1; shift
for path; do
  mkdir -p "$(dirname "$path")"
  kept=/var/lib/testbed/replaced$path
  if [ -e "$path" ] && [ ! -e "$kept" ] && ! grep -qsF "  $path" "$list"; then
    mkdir -p "$(dirname "$kept")"
    cp -p "$path" "$kept.part"
    mv "$kept.part" "$kept"
  fi
done
umask 077
printf "" >>"$list"
for path; do grep -qF "  $path" "$list" || echo "?  $path" >>"$list"; done
