# zsh -f capture.zsh DIRECTORY RESULT LINE
# Types LINE and a TAB into an interactive zsh that finds its completions in DIRECTORY; RESULT receives what it offers.
if [[ $1 != inside ]]; then
    zmodload zsh/zpty
    export RESULT=$2
    : >$RESULT
    zpty child zsh -f -i
    zpty -w child "source ${(q)ZSH_SCRIPT} inside ${(q)1}"
    zpty -w -n child "$3"$'\t'
    while zpty -r child text; do :; done
    exit 0
fi

PROMPT=
fpath=($2 $fpath)
autoload -Uz compinit
compinit -D -u
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false

compadd() {
    # Calls that only fill arrays are bookkeeping of the completion functions.
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a hits
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- $hits >>$RESULT
    builtin compadd "$@"
}
finish() { exit }
comppostfuncs=(finish)
