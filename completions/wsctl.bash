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

# Names of kind $1 that wsctl itself knows. No name is ever evaluated.
_wsctl_asked() {
    local typed=${COMP_LINE:0:COMP_POINT} name
    typed=${typed##*[ =]}
    local kept=${typed%"$cur"} # bash takes chat:lobby for three words and replaces the last
    [[ $cur == ':' ]] && kept=$typed
    while IFS= read -r name; do
        [[ $name == "$typed"* ]] && COMPREPLY+=("${name#"$kept"}")
    done < <("${COMP_WORDS[0]}" __complete "$1" "${COMP_WORDS[@]:1}" 2>/dev/null)
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
                ' latency' | \
                ' channels' | \
                ' subscribers' | \
                ' sessions' | \
                'sessions list' | \
                'sessions show' | \
                ' pool' | \
                ' instances' | \
                ' presence' | \
                ' tail' | \
                ' publish' | \
                ' replay' | \
                ' top' | \
                ' doctor' | \
                ' capture' | \
                ' explain' | \
                ' frameworks' | \
                ' exporter' | \
                ' verify' | \
                ' smoke' | \
                ' loadtest' | \
                ' connect' | \
                ' serve' | \
                ' demo' | \
                ' context' | \
                'context list' | \
                'context show' | \
                'context add' | \
                'context use' | \
                'context remove' | \
                'context validate' | \
                ' shell' | \
                ' completion' | \
                ' help') command=${command:+$command }$word ;;
        esac
    done
    case "$command" in
        '')
            if [[ $cur == -* ]]; then
                _wsctl_words '-h --help -V --version'
            else
                _wsctl_words 'health latency channels subscribers sessions pool instances presence tail publish replay top doctor capture explain frameworks exporter verify smoke loadtest connect serve demo context shell completion help'
            fi
            ;;
        'health')
            case "$prev" in
                -r | --redis | --user | --timeout | --count | --warn-latency | --crit-latency | --max-keys) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson nagios'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '-r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count --warn-latency --crit-latency --read-only --max-keys -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'latency')
            case "$prev" in
                -r | --redis | --user | --timeout | --duration | -n | --count | --rounds | --warn | --crit) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                --site) _wsctl_words 'same remote'; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '-r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout --history -w --watch --stat --distribution --pooled-vs-unpooled --duration --read-only -n --count --rounds --site --warn --crit -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'channels')
            case "$prev" in
                --sort) _wsctl_words 'subscribers name'; return ;;
                -n | --top | --limit | --below | --above | --framework | --prefix | -r | --redis | --user | --timeout | --count) return ;;
                --kind) _wsctl_words 'classic shard'; return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--sort -n --top --limit --kind --below --above --framework --by-node --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count --no-pager -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'subscribers')
            case "$prev" in
                --expect | -n | --top | --limit | --name | --address | --prefix | -r | --redis | --user | --timeout | --count) return ;;
                --sort) _wsctl_words 'name unread idle age subscriptions'; return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '--expect --sort -n --top --limit --name --address --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count --no-pager -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            else
                _wsctl_asked channels
            fi
            ;;
        'sessions')
            case "$prev" in
                -p | --pattern | --max-keys | --sample | -r | --redis | --user | --timeout | --count) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '-p --pattern --max-keys --sample -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            else
                _wsctl_words 'list show'
            fi
            ;;
        'sessions list')
            case "$prev" in
                -p | --pattern | -n | --limit | -r | --redis | --user | --timeout) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '-p --pattern -n --limit -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'sessions show')
            case "$prev" in
                -r | --redis | --user | --timeout) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--reveal -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'pool')
            case "$prev" in
                --users | --window | --prefix | -r | --redis | --user | --timeout | --count) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--users --window --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'instances')
            case "$prev" in
                --expect | --prefix | -r | --redis | --user | --timeout | --count) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--expect --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'presence')
            case "$prev" in
                --limit | --max-entries | --prefix | -r | --redis | --user | --timeout | --count) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--rooms --limit --max-entries --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'tail')
            case "$prev" in
                --grep | --type | --room | --from-instance | --limit | --duration | --rate | --channels | --max-backlog | -r | --redis | --user | --timeout) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--sharded --grep --type --room --from-instance --count --limit --duration --rate --channels --max-backlog -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'publish')
            case "$prev" in
                --username | --prefix | -r | --redis | --user | --timeout) return ;;
                --keys-file | --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--raw --announce --username --sharded --dry-run --keys-file --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'replay')
            case "$prev" in
                --since | --last-id | --limit | --prefix | -r | --redis | --user | --timeout) return ;;
                --keys-file | --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '--since --last-id --limit --keys-file --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            else
                _wsctl_asked rooms
            fi
            ;;
        'top')
            case "$prev" in
                -i | --interval | --count | --findings-every | --set | --suppress | --expect | --prefix | -r | --redis | --user | --timeout) return ;;
                --site) _wsctl_words 'same remote'; return ;;
                --fail-on) _wsctl_words 'info warning critical'; return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '-i --interval --once --count --findings-every --no-http --set --suppress --expect --site --fail-on --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'doctor')
            case "$prev" in
                --from | --diff | --dialects | --host-root | --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                --dialect) _wsctl_words 'chat socketio raw channels phoenix actioncable centrifuge stomp spring'; return ;;
                -H | --header | --window | --sample | --deadline | --prefix | -r | --redis | --user | --timeout | --acl-syntax | --set | --suppress | --expect | --count) return ;;
                --for) _wsctl_words 'doctor probes read-only all listen publish ask'; return ;;
                --site) _wsctl_words 'same remote'; return ;;
                --fail-on) _wsctl_words 'info warning critical'; return ;;
                -o | --output) _wsctl_words 'human json ndjson nagios prometheus junit tap github'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--from --diff --dialect --dialects -H --header --window --probe --sample --host-root --deadline --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout --print-acl --for --acl-syntax --set --suppress --expect --site --fail-on -w --watch --count -o --output -q --quiet -v --verbose --no-color --debug --no-pager -h --help -V --version --context'
            ;;
        'capture')
            case "$prev" in
                -f | --file | --dialects | --host-root | --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                --dialect) _wsctl_words 'chat socketio raw channels phoenix actioncable centrifuge stomp spring'; return ;;
                -H | --header | --window | --sample | --deadline | --prefix | -r | --redis | --user | --timeout) return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '-f --file --anonymize --dialect --dialects -H --header --window --probe --sample --host-root --deadline --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'explain')
            case "$prev" in
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '-o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            else
                _wsctl_words 'RED01 DEL01 DEL02 DEL03 DEL04 DEL05 DEL06 DEL07 DEL08 DEL09 DEL11 DEL12 DEL13 DEL14 DEL15 DEL21 DEL22 DEL23 DEL24 DEL25 DEL26 DEL27 DEL28 DEL29 DEL31 SLO01 SLO02 SLO03 SLO04 SLO05 SLO06 CON01 CON02 CON03 CON04 CON05 CON06 CON07 MEM01 MEM02 MEM03 MEM04 MEM05 MEM06 MEM07 MEM08 MEM09 MEM10 LAT01 LAT02 LAT03 LAT05 LAT06 LAT07 LAT08 LAT09 TOP01 TOP02 TOP03 TOP04 TOP05 TOP06 TOP07 TOP08 TOP09 TOP10 SEC01 SEC02 SEC03 SEC04 HOS01 HOS02 HOS03 HOS04 CAP01 CAP02 CAP03 CAP04 CAP05 CAP06'
            fi
            ;;
        'frameworks')
            case "$prev" in
                -r | --redis | --user | --timeout | --count) return ;;
                --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--probe -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -w --watch --count -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'exporter')
            case "$prev" in
                --listen | --interval | --slow-interval | --top | --set | --suppress | --expect | --prefix | -r | --redis | --user | --timeout) return ;;
                --textfile | --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                --site) _wsctl_words 'same remote'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--listen --textfile --once --interval --slow-interval --top --set --suppress --expect --site --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout --debug -h --help -V --version --context'
            ;;
        'verify')
            case "$prev" in
                --dialect) _wsctl_words 'chat socketio raw channels phoenix actioncable centrifuge stomp spring'; return ;;
                --dialects) _wsctl_files; return ;;
                -H | --header | -r | --redis | --rounds | --deadline | --timeout) return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--dialect --dialects -H --header -r --redis --rounds --deadline --timeout --insecure -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'smoke')
            case "$prev" in
                --dialect) _wsctl_words 'chat socketio raw channels phoenix actioncable centrifuge stomp spring'; return ;;
                --dialects | --password-file | --tls-ca | --cert | --key) _wsctl_files; return ;;
                -H | --header | --wait | --expect | --expect-instances | --check | --warn-latency | --crit-latency | --deadline | --prefix | -r | --redis | --user | --timeout) return ;;
                -o | --output) _wsctl_words 'human json ndjson junit tap github'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--dialect --dialects -H --header --wait --expect --expect-instances --check --read-only --warn-latency --crit-latency --deadline --prefix -r --redis --user --password-file --askpass --tls-ca --cert --key --insecure --timeout -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'loadtest')
            case "$prev" in
                --dialect) _wsctl_words 'chat socketio raw channels phoenix actioncable centrifuge stomp spring'; return ;;
                --dialects | --payload-file | --data | --cacert | --tls-ca | --cert | --key | --compare | --baseline | --report | --hgrm) _wsctl_files; return ;;
                -H | --header | -c | --connections | --rooms | --members | --skew | --senders | --rate | --inflight | --duration | --warmup | --size | --payload | --connect-timeout | --deadline | --threshold | --seed | --backoff | --workers | --subprotocol | --cookie | --source-ip | --noise | --coordinate | --join | --assemble | --watch-redis) return ;;
                --data-per) _wsctl_words 'connection message'; return ;;
                --find-max) _wsctl_words 'members rate connections'; return ;;
                -o | --output) _wsctl_words 'human json ndjson csv prometheus junit'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--dialect --dialects -H --header -c --connections --rooms --members --skew --senders --rate --inflight --duration --warmup --size --payload --payload-file --data --data-per --connect-timeout --deadline --threshold --seed --find-max --backoff --allow-faults --workers --subprotocol --compress --cookie --source-ip --cacert --tls-ca --cert --key --insecure -o --output -q --quiet -v --verbose --no-color --debug --compare --baseline --noise --coordinate --join --assemble --report --hgrm --watch-redis --dry-run -h --help -V --version --context'
            ;;
        'connect')
            case "$prev" in
                --dialect) _wsctl_words 'chat socketio raw channels phoenix actioncable centrifuge stomp spring'; return ;;
                --dialects | --tls-ca) _wsctl_files; return ;;
                -H | --header | --name | --subprotocol | --expect | --count | --timeout | --linger) return ;;
                --room) _wsctl_asked rooms; return ;;
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '--dialect --dialects -H --header --room --name --subprotocol --expect --count --timeout --linger --tls-ca --insecure -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version --context'
            ;;
        'serve')
            case "$prev" in
                --port | --host | --instance-id | --event-loops | --redis | --redis-channel-prefix | --redis-cache | --redis-pool-size | --redis-max-connections | --redis-socket-timeout | --redis-retry-attempts | --redis-degraded-after | --redis-shards | --redis-stream-max-length | --redis-stream-max-age | --redis-encryption-keys | --session-key-prefix | --session-ttl | --heartbeat-interval | --heartbeat-expiry | --group-expiry | --admin-token | --admin-token-previous | --max-message-bytes | --max-connections | --max-connections-per-address | --max-handshakes | --handshake-timeout | --ping-interval | --pong-timeout | --messages-per-second | --message-burst | --queue-messages | --queue-messages-by-room | --queue-bytes | --queue-age | --allowed-origins | --metrics-api-key | --metrics-api-key-previous | --admin-password | --shutdown-timeout | --shutdown-delay | --log-format) return ;;
                --redis-enabled | --redis-pubsub-enabled | --distributed-chat | --redis-retry-on-timeout | --redis-sharded-pubsub | --redis-stream-enabled) _wsctl_words 'true false'; return ;;
            esac
            _wsctl_words '-h --help -V --version --port --host --instance-id --event-loops --redis --redis-enabled --redis-pubsub-enabled --distributed-chat --redis-channel-prefix --redis-cache --redis-pool-size --redis-max-connections --redis-socket-timeout --redis-retry-on-timeout --redis-retry-attempts --redis-degraded-after --redis-sharded-pubsub --redis-shards --redis-stream-enabled --redis-stream-max-length --redis-stream-max-age --redis-encryption-keys --session-key-prefix --session-ttl --heartbeat-interval --heartbeat-expiry --group-expiry --admin-token --admin-token-previous --max-message-bytes --max-connections --max-connections-per-address --max-handshakes --handshake-timeout --ping-interval --pong-timeout --messages-per-second --message-burst --queue-messages --queue-messages-by-room --queue-bytes --queue-age --allowed-origins --metrics-api-key --metrics-api-key-previous --admin-password --shutdown-timeout --shutdown-delay --log-format'
            ;;
        'demo')
            _wsctl_words '--keep --no-color --debug -h --help -V --version'
            ;;
        'context')
            case "$prev" in
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '-o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version'
            else
                _wsctl_words 'list show add use remove validate'
            fi
            ;;
        'context list')
            case "$prev" in
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
            esac
            _wsctl_words '-o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version'
            ;;
        'context show')
            case "$prev" in
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
            esac
            if [[ $cur == -* ]]; then
                _wsctl_words '--origin -o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version'
            else
                _wsctl_asked contexts
            fi
            ;;
        'context add')
            case "$prev" in
                -r | --redis | --user | --password-env | --password-command | --instance | --expect | --prefix | --dialect | --metrics-key-env) return ;;
                --password-file | --tls-ca) _wsctl_files; return ;;
            esac
            _wsctl_words '-r --redis --user --password-env --password-file --password-command --tls-ca --instance --expect --prefix --dialect --metrics-key-env --project --use --dry-run --debug -h --help -V --version'
            ;;
        'context use')
            if [[ $cur == -* ]]; then
                _wsctl_words '--debug -h --help -V --version'
            else
                _wsctl_asked contexts
            fi
            ;;
        'context remove')
            if [[ $cur == -* ]]; then
                _wsctl_words '--dry-run --debug -h --help -V --version'
            else
                _wsctl_asked contexts
            fi
            ;;
        'context validate')
            case "$prev" in
                -o | --output) _wsctl_words 'human json ndjson'; return ;;
            esac
            _wsctl_words '-o --output -q --quiet -v --verbose --no-color --debug -h --help -V --version'
            ;;
        'shell')
            case "$prev" in
                --context) _wsctl_asked contexts; return ;;
            esac
            _wsctl_words '-h --help -V --version --context'
            ;;
        'completion')
            if [[ $cur == -* ]]; then
                _wsctl_words '--debug -h --help -V --version'
            else
                _wsctl_words 'bash zsh fish'
            fi
            ;;
        'help')
            if [[ $cur == -* ]]; then
                _wsctl_words ''
            else
                _wsctl_words 'health latency channels subscribers sessions pool instances presence tail publish replay top doctor capture explain frameworks exporter verify smoke loadtest connect serve demo context shell completion exit-codes output configuration dialects thresholds'
            fi
            ;;
    esac
}

complete -F _wsctl wsctl
