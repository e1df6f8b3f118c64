# get-file.sh PATH: the file's text, or exit code 44 where there is none.
[ -e "$1" ] || exit 44
exec cat -- "$1"
