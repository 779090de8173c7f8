# bash completion for wsctl                              -*- shell-script -*-
# Generated from the commands themselves: changes made here are lost.

# The words of $1 that begin with what is typed.
_wsctl_words() {
    local IFS=$' \t\n'
    COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_wsctl_files() {
    local name
    compopt -o filenames 2>/dev/null # not in bash 3
    while IFS= read -r name; do
        COMPREPLY+=("$name")
    done < <(compgen -f -- "$cur")
}

_wsctl() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command='' word i
    COMPREPLY=()
    # bash takes --output=json for three words.
    if [[ $cur == '=' ]]; then
        cur=''
    elif [[ $prev == '=' ]] && ((COMP_CWORD > 2)); then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case "$command $word" in
            ' health' | \
                ' verify' | \
                ' loadtest' | \
                ' completion' | \
                ' help') command=${command:+$command }$word ;;
        esac
    done
    case "$command" in
        '')
            case "$prev" in
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '-h --help -V --version'
            else
                _wsctl_words 'health verify loadtest completion help'
            fi
            ;;
        'health')
            case "$prev" in
                -r | --redis) return ;;
                --user) return ;;
                --password-file) _wsctl_files; return ;;
                --tls-ca) _wsctl_files; return ;;
                --timeout) return ;;
                --count) return ;;
                --warn-latency) return ;;
                --crit-latency) return ;;
                --max-keys) return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
            esac
            _wsctl_words '-r --redis --user --password-file --askpass --tls-ca --insecure --timeout -w --watch --count --warn-latency --crit-latency --read-only --max-keys -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version'
            ;;
        'verify')
            case "$prev" in
                --dialect) return ;;
                --dialects) _wsctl_files; return ;;
                --header) return ;;
                -r | --redis) return ;;
                --rounds) return ;;
                --deadline) return ;;
                --timeout) return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
            esac
            _wsctl_words '--dialect --dialects --header -r --redis --rounds --deadline --timeout --insecure -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version'
            ;;
        'loadtest')
            case "$prev" in
                --dialect) return ;;
                --dialects) _wsctl_files; return ;;
                --header) return ;;
                -c | --connections) return ;;
                --rooms) return ;;
                --rate) return ;;
                --inflight) return ;;
                --duration) return ;;
                --warmup) return ;;
                --size) return ;;
                --connect-timeout) return ;;
                --deadline) return ;;
                --threshold) return ;;
                --seed) return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --report) _wsctl_files; return ;;
            esac
            _wsctl_words '--dialect --dialects --header -c --connections --rooms --rate --inflight --duration --warmup --size --connect-timeout --deadline --threshold --seed --insecure -o --output -q --quiet -v --verbose --no-color --debug --report -h --help -V --version'
            ;;
        'completion')
            case "$prev" in
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '--debug -h --help -V --version'
            else
                _wsctl_words 'bash zsh fish'
            fi
            ;;
        'help')
            case "$prev" in
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words ''
            else
                _wsctl_words 'health verify loadtest completion'
            fi
            ;;
    esac
}

complete -F _wsctl wsctl
