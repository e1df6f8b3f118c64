# Completion of {{program}} in bash, 4.3 or later. In ~/.bashrc: source <({{program}} completion bash)
_{{program}}_complete() {
  local cur=${COMP_WORDS[COMP_CWORD]} joined=() i line before value
  # Bash parts words at = and at colons: put together what was typed as one.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if ((${#joined[@]})) && [[ ${COMP_WORDS[i]} == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
      joined[-1]+=${COMP_WORDS[i]}
    else
      joined+=("${COMP_WORDS[i]}")
    fi
  done
  [[ $cur == [=:] ]] && cur=
  before=${joined[-1]%"$cur"}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$cur")
      return
    fi
    value=${line%%$'\t'*}
    COMPREPLY+=("${value#"$before"}")
  done < <("$1" __complete -- "${joined[@]}" 2>/dev/null </dev/null)
}
complete -F _{{program}}_complete {{program}}
