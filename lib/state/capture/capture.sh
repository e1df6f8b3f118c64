#!/bin/sh
# Writes what this machine's tools say of its network to standard output: a capture file (cni-testbed/capture/v1). It needs
# no bash and no jq, changes nothing, loads no kernel module, and asks for no key. Without root it records what is refused.
#
#   capture.sh [--host NAME] [--pods] [--files WHICH] >NAME.json
#     --host NAME    the machine's name, as Kubernetes or the lab has it (default: its host name)
#     --pods         also what is seen inside of the network namespaces of other processes, which needs root
#     --files WHICH  names of files that CNIs leave: yes (default), no (a container's own say nothing of its machine), or
#                    only those of CNI configuration, and nothing else
#
# By SSH          ssh NODE 'sudo sh -s -- --host NAME' <capture.sh >NAME.json
# By SSM          the same, with -o ProxyCommand='aws ssm start-session --target %h --document-name AWS-StartSSHSession'
#                 (of what `aws ssm send-command` prints, only the first 24,000 characters arrive: too few)
# By Kubernetes   kubectl debug node/NAME --quiet -i --profile=sysadmin --image=busybox -- \
#                   chroot /host sh -s -- --host NAME <capture.sh >NAME.json
set -uf
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C # each byte is a sign, whatever it is
PROC_ROOT=/proc # ss reads files: by netlink it would load modules
export PATH LC_ALL PROC_ROOT

longest=33554432 # bytes of an answer that are taken
patience=60      # seconds that a program may take
enter=           # what a command begins with that runs in another namespace
folders=         # that CNIs keep state in: whether they are there

fail() {
  echo "capture.sh: $*" >&2
  exit 2
}

host=$(uname -n)
pods=no
files=yes
while [ $# -gt 0 ]; do
  case $1 in
    --host) [ -n "${2-}" ] || fail "--host: a name is missing behind it"; host=$2; shift ;;
    --pods) pods=yes ;;
    --files)
      case ${2-} in yes | no | only) files=$2; shift ;; *) fail "--files: say yes, no or only behind it" ;; esac
      ;;
    *) fail "$1: there is no such option; these are --host NAME, --pods and --files WHICH" ;;
  esac
  shift
done
if [ "$(id -u)" = 0 ]; then root=true; else root=false; fi
if [ $pods = yes ]; then
  [ $root = true ] || fail "--pods: only root enters namespaces; run it with sudo"
  command -v nsenter >/dev/null || fail "--pods: there is no nsenter; it is in the package util-linux"
fi
if timeout 5 true 2>/dev/null; then limited="timeout $patience"; else limited=; fi

# ---- JSON --------------------------------------------------------------------------------------------------------------

# What sed does to make a line safe in a JSON string. Of a line of plain ASCII, as nearly all are, the first order is enough.
# In others, control signs are written by their numbers, and bytes that are no UTF-8 (RFC 3629) become U+FFFD: each byte of
# a sound sequence gets a mark in front of it, so that high bytes without one are the others.
orders() {
  printf '%s\n' 's/[\\"]/\\&/g' '/[^ -~]/!b end'
  printf 's/\011/\\\\t/g\n'
  for n in 1 2 3 4 5 6 7 10 13 14 15 16 17 20 21 22 23 24 25 26 27 30 31 32 33 34 35 36 37 177; do
    printf "s/\\$n/\\\\\\\\u%04x/g\\n" "0$n"
  done
  printf 's/([\302-\337])([\200-\277])/\001\\1\001\\2/g\n'
  printf 's/(%b)([\200-\277])/\001\\1\001\\2\001\\3/g\n' \
    '\0340)([\0240-\0277]' '[\0341-\0354\0356\0357])([\0200-\0277]' '\0355)([\0200-\0237]'
  printf 's/(%b)([\200-\277])([\200-\277])/\001\\1\001\\2\001\\3\001\\4/g\n' \
    '\0360)([\0220-\0277]' '[\0361-\0363])([\0200-\0277]' '\0364)([\0200-\0217]'
  printf ':again\ns/(^|[^\001])[\200-\377]/\\1\\\\ufffd/g\nt again\ns/\001//g\n:end\n'
}
safe=$(orders)

# A word as a JSON string.
quoted() {
  case $1 in
    *[!\ A-Za-z0-9/._-]*) printf '"'; printf '%s\n' "$1" | sed -E "$safe" | tr -d '\n'; printf '"' ;;
    *) printf '"%s"' "$1" ;;
  esac
}
# Standard input as the inside of a JSON string. A tool's JSON is one line of any length, which some make of sed takes hours
# for: there, commas and ends of lines change places, so that its pieces are the lines.
lines() { tr -d '\000' | sed -E -e "$safe" -e 's/$/\\n/' | tr -d '\n'; }
pieces() { tr -d '\000' | tr '\n,' ',\n' | sed -E -e "$safe" -e 's/,/\\n/g' | tr '\n' ','; }
# As much of it as is taken; the rest is read too, so that its writer ends as it would, and said to be cut.
bounded() { { head -c $longest; [ "$(wc -c)" -eq 0 ] || echo cut >&4; } | "$1"; }

# ---- Answers -----------------------------------------------------------------------------------------------------------

newline='
'
comma=

# What comes before an answer: begin LINE
begin() { printf '%s\n' "$comma"; quoted "$1"; printf ': {"stdout": "'; comma=,; }
# What comes behind it: end ERRORS EXIT
end() { printf '", "stderr": "'; [ -z "$1" ] || printf '%s' "$1" | lines; printf '", "exit": %s}' "$2"; }

# What a command says: record LINE COMMAND... Its errors, its exit code and whether it was cut come back as one text.
record() {
  begin "$1"
  case $1 in *' -j '*) form=pieces ;; *) form=lines ;; esac
  shift
  said=$({ { "$@" </dev/null 2>&4 3>&- 4>&-; echo "exit $?" >&4; } | bounded $form >&3; } 4>&1 | tail -c 65536)
  case $said in
    *"${newline}cut") end "longer than $longest bytes: the rest was left out" null ;;
    *exit\ 124) end "${said%exit *}no end within $patience s" 124 ;;
    *) end "${said%exit *}" "${said##*exit }" ;;
  esac
}

# What a program says, or that it is not there: ask LINE [COMMAND...]
ask() {
  line=$1
  shift
  # shellcheck disable=SC2086 # a line is the words of its command
  [ $# -gt 0 ] || set -- $line
  # shellcheck disable=SC2086 # both are words
  if command -v "$1" >/dev/null; then record "$line" $limited $enter "$@"; else begin "$line"; end "$1: not found" null; fi
}

# What is known without asking: know LINE ANSWER REASON
know() { begin "$1"; [ -z "$2" ] || printf '%s\n' "$2" | lines; end "$3" 0; }
# What is not known, as asking might change the machine: skip LINE REASON
skip() { begin "$1"; end "not asked: $2" null; }

# ---- What may load modules ---------------------------------------------------------------------------------------------

# Programs that speak to netfilter load its modules, which would change the machine: nft and iptables-nft load nf_tables,
# ipset loads ip_set. A kernel that has them, built in or loaded, has their functions in its list of symbols.
symbols=$(grep -oE ' (nft_do_chain|ip_set_test|netlink_rcv_skb)([^[:alnum:]_]|$)' /proc/kallsyms 2>/dev/null)

# has SYMBOL MODULE: yes, no or unknown
has() {
  case $symbols in
    *" $1"*) echo yes ;;
    *netlink_rcv_skb*) echo no ;; # the list is there, and lacks it
    *) if [ -d "/sys/module/$2" ]; then echo yes; else echo unknown; fi ;;
  esac
}
nf_tables=$(has nft_do_chain nf_tables)
ip_set=$(has ip_set_test ip_set)

# ask_where ANSWER MODULE EMPTY LINE [COMMAND...]: asks where the kernel has the module; where it has not, the answer is known.
ask_where() {
  answer=$1 module=$2 empty=$3
  shift 3
  case $answer in
    yes) ask "$@" ;;
    no) know "$1" "$empty" "not asked: the kernel has not loaded $module, so that there is nothing" ;;
    *) skip "$1" "whether the kernel has loaded $module cannot be seen, and asking would load it" ;;
  esac
}

# The older iptables loads a table's module when asked for it; what is in use is named in a file: legacy NAMES
# shellcheck disable=SC2086 # the words of a command
legacy() { $enter test -e "/proc/net/$1"; }

# save LINE NAMES: iptables-save of either make
save() {
  case $("$1" -V 2>/dev/null) in
    *nf_tables*) ask_where "$nf_tables" nf_tables '' "$1" ;;
    *)
      if ! command -v "$1" >/dev/null || legacy "$2"; then ask "$1"
      else know "$1" '' 'not asked: no table is in use'; fi
      ;;
  esac
}

# ---- What is asked -----------------------------------------------------------------------------------------------------

# Settings as sysctl(8) prints them, but secrets: keys, and what addresses are made from.
# shellcheck disable=SC2086 # the words of a command
settings() {
  $enter find /proc/sys/net -type f ! -name '*secret*' ! -name '*key*' -exec grep -Hs '' '{}' + | awk '{
    colon = index($0, ":")
    name = substr($0, 11, colon - 11) # behind /proc/sys/
    gsub(/\./, ":", name); gsub("/", ".", name); gsub(":", "/", name)
    print name " = " substr($0, colon + 1)
  }'
}

# Filters of links that have a queue where programs can hang.
filters() {
  # shellcheck disable=SC2086 # the words of a command
  for link in $($enter tc qdisc show 2>/dev/null | awk '$2 == "clsact" || $2 == "ingress" { print $5 }' | head -n 1000); do
    for side in ingress egress; do
      ask "tc -j filter show dev $link $side" tc -j filter show dev "$link" "$side"
    done
  done
}

ask_namespace() {
  for object in link addr 'route show table all' '-6 route show table all' rule '-6 rule' neigh '-6 neigh'; do
    case $object in *show*) ask "ip -j -d $object" ;; *) ask "ip -j -d $object show" ;; esac
  done
  ask 'bridge -j fdb show'
  ask 'bridge -j -d link show'
  ask 'bridge -j vlan show'
  ask_where "$nf_tables" nf_tables '{"nftables": []}' 'nft -j list ruleset'
  save iptables-save ip_tables_names
  save ip6tables-save ip6_tables_names
  if legacy ip_tables_names; then ask iptables-legacy-save; fi
  if legacy ip6_tables_names; then ask ip6tables-legacy-save; fi
  ask 'ss -H -lntu'
  record 'sysctl net' settings
  ask 'cat /proc/net/snmp'
  ask 'tc -j qdisc show'
  filters
}

ask_machine() {
  ask_where "$ip_set" ip_set '' 'ipset save'
  for field in public-key listen-port fwmark endpoints allowed-ips latest-handshakes transfer; do
    ask "wg show all $field" # never all fields at once, which has private keys
  done
  ask 'find /sys/fs/bpf' find /sys/fs/bpf -maxdepth 4
  ask 'bpftool -j net show'
  ask 'birdc show protocols'
}

# Names of files, and nothing that is in them.
ask_files() {
  [ "$files" = no ] || ask 'ls -A /etc/cni/net.d'
  [ "$files" != yes ] || [ -z "$folders" ] || ask "ls -d $folders"
}

# The namespace behind descriptor 9, which stays what it is when its process ends.
ask_pod() {
  number=$(readlink /proc/self/fd/9)
  case " $seen " in *" $number "*) return ;; esac
  seen="$seen $number"
  number=${number#*\[}
  printf '%s\n{"pod": "%s", "outputs": {' "$between" "${number%\]}"
  between=,
  comma=
  enter='nsenter -n/proc/self/fd/9 --'
  ask_namespace
  printf '}}'
}

exec 3>&1
printf '{"schema": "cni-testbed/capture/v1",\n"host": '
quoted "$host"
printf ', "takenAt": "%s", "kernel": ' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
quoted "$(uname -r)"
printf ', "root": %s,\n"outputs": {' $root
if [ "$files" != only ]; then
  ask_namespace
  ask_machine
fi
ask_files
printf '}'
if [ $pods = yes ]; then
  printf ',\n"pods": ['
  between=
  seen=$(readlink /proc/self/ns/net)
  set +f
  set -- /proc/[0-9]*
  set -f
  for process in "$@"; do { ask_pod 9<"$process/ns/net"; } 2>/dev/null; done
  printf ']'
fi
printf '}\n'
