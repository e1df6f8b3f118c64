#compdef {{program}}
# Completion of {{program}} in zsh. In ~/.zshrc, after compinit: source <({{program}} completion zsh)
_{{program}}() {
  local -a lines described
  local line value
  lines=("${(@f)$("$words[1]" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}")
  for line in $lines; do
    if [[ $line == :files ]]; then
      compset -P '*='
      _files
      return
    fi
    value=${line%%$'\t'*}
    described+=("${value//:/\\:}:${line#*$'\t'}")
  done
  _describe -V '{{program}}' described
}
if [[ $funcstack[1] == _{{program}} ]]; then
  _{{program}} "$@"
else
  compdef _{{program}} {{program}}
fi
