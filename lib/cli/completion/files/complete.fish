# Completion of {{program}} in fish: {{program}} completion fish > ~/.config/fish/completions/{{program}}.fish
function __{{program}}_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    for line in ($typed[1] __complete -- $typed[2..-1] "$current" 2>/dev/null </dev/null)
        if test "$line" = :files
            set -l before (string match -r '^--[^=]*=' -- "$current")
            __fish_complete_path (string replace -- "$before" '' "$current") | string replace -r -- '^' "$before"
            return
        end
        echo $line
    end
end
complete -c {{program}} -f -a '(__{{program}}_complete)'
