#compdef podwright
# Completion of podwright for zsh, made by "podwright completion zsh". In ~/.zshrc, after compinit:
#
#   eval "$(podwright completion zsh)"
#
# or as a file _podwright in a folder of $fpath.

# The hosts and groups of the inventories that the command line names.
_podwright_hosts() {
    local -a inventories names
    local at
    for ((at = 2; at < CURRENT; at++)); do
        case $words[at] in
        -i | --inventory) inventories+=(-i ${~words[at + 1]}) ;;
        --inventory=*) inventories+=(-i ${~${words[at]#*=}}) ;;
        esac
    done
    names=(${(f)"$(_call_program hosts podwright inventory ${(q)inventories} --graph 2>/dev/null |
        sed 's/^[| ]*-*//; s/^@\(.*\):$/\1/')"})
    compadd -a names
}

_podwright_runs() {
    local -a names
    names=(latest ${(f)"$(_call_program runs podwright report 2>/dev/null | sed -n 's/^\([0-9][^ ]*\) .*/\1/p')"})
    compadd -a names
}

_podwright() {
    local curcontext=$curcontext state line
    local -a commands=(
%COMMANDS%
    )
    _arguments -C '(- *)'{-h,--help}'[say more]' '(- *)--version[show the version]' '1:command:->command' \
        '*::argument:->argument'
    case $state in
    command) _describe command commands ;;
    argument)
        case $words[1] in
        help) _describe command commands ;;
%CASES%
        esac
        ;;
    esac
}

if [[ ${funcstack[1]-} == _podwright ]]; then
    _podwright "$@"
else
    compdef _podwright podwright
fi
