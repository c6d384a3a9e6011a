# Completion of podwright for fish, made by "podwright completion fish". In ~/.config/fish/config.fish:
#
#   podwright completion fish | source

# Whether the command line's command is this one.
function __podwright_command
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test "$words[2]" = $argv[1]
end

# The same, and none of its operands is given yet. The value of an option may count as one.
function __podwright_first
    __podwright_command $argv[1]; or return 1
    set -l words (commandline -opc)
    for at in (seq 3 (count $words))
        set -l before (math $at - 1)
        if not string match -q -- '-*' $words[$at]; and not string match -q -- '-*' $words[$before]
            return 1
        end
    end
end

# The hosts and groups of the inventories that the command line names.
function __podwright_hosts
    set -l words (commandline -opc)
    set -l inventories
    for at in (seq 2 (count $words))
        set -l following (math $at + 1)
        switch $words[$at]
            case -i --inventory
                set -a inventories -i (string replace -r '^~/' "$HOME/" -- $words[$following])
            case '--inventory=*'
                set -a inventories -i (string replace -r '^--inventory=(~/)?' '' -- $words[$at])
        end
    end
    $words[1] inventory $inventories --graph 2>/dev/null | string replace -r '^[| ]*-*' '' | string replace -r '^@(.*):$' '$1'
end

function __podwright_runs
    set -l words (commandline -opc)
    echo latest
    $words[1] report 2>/dev/null | string match -r '^[0-9]\S*'
end

complete -c podwright -f
%COMMANDS%
%CASES%
