# Completion of podwright for bash, made by "podwright completion bash". In ~/.bashrc:
#
#   eval "$(podwright completion bash)"

_podwright_words() {
    local IFS=$' \t\n'
    COMPREPLY=($(compgen -W "$1" -- "$word"))
    case ${COMPREPLY[0]-} in
    *=) compopt -o nospace 2>/dev/null ;;
    esac
}

_podwright_files() {
    local IFS=$'\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen "$1" -- "$word"))
}

# The hosts and groups of the inventories that the command line names.
_podwright_hosts() {
    local inventories=() at file
    for ((at = 2; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
        -i | --inventory)
            file=${COMP_WORDS[at + 1]}
            [ "$file" != = ] || file=${COMP_WORDS[at + 2]}
            inventories+=(-i "${file/#\~\//$HOME/}")
            ;;
        esac
    done
    "${COMP_WORDS[0]/#\~\//$HOME/}" inventory ${inventories[@]+"${inventories[@]}"} --graph 2>/dev/null |
        sed 's/^[| ]*-*//; s/^@\(.*\):$/\1/' | sort -u
}

_podwright_runs() {
    "${COMP_WORDS[0]/#\~\//$HOME/}" report 2>/dev/null | sed -n 's/^\([0-9][^ ]*\) .*/\1/p'
}

_podwright() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} operands=0 at
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        _podwright_words '%COMMANDS% --help --version'
        return
    fi
    # bash takes --option=value apart.
    if [ "$word" = = ]; then
        word=
    elif [ "$previous" = = ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    # Whether the command's first operand is given already; the value of an option may count as one.
    for ((at = 2; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
        -* | =) ;;
        *) case ${COMP_WORDS[at - 1]} in -* | =) ;; *) operands=$((operands + 1)) ;; esac ;;
        esac
    done
    case ${COMP_WORDS[1]} in
    help) _podwright_words '%COMMANDS%' ;;
%CASES%
    esac
}

complete -F _podwright podwright
