# fish completion for wsctl
# Generated from the commands themselves: changes made here are lost.

# True when what is typed begins with wsctl and these words.
function __wsctl_in
    set -l typed (commandline -opc)
    set -l last (math (count $argv) + 1)
    test (count $typed) -ge $last; or return
    test $last -eq 1; or test "$typed[2..$last]" = "$argv"
end

# True when these words are all that is typed yet, but for options.
function __wsctl_after
    __wsctl_in $argv; or return
    set -l typed (commandline -opc)
    set -l next (math (count $argv) + 2)
    test (count $typed) -lt $next; or not string match -qv -- '-*' $typed[$next..-1]
end

complete -c wsctl -f

complete -c wsctl -n __wsctl_after -a health -d 'Is Redis well? Stage by stage, with a verdict'
complete -c wsctl -n __wsctl_after -a verify -d 'Do messages reach every instance? Names the pairs that fail'
complete -c wsctl -n __wsctl_after -a loadtest -d 'Will it hold? Load, with an account of every message'
complete -c wsctl -n __wsctl_after -a completion -d 'Print what lets bash, zsh or fish complete what you type'
complete -c wsctl -n __wsctl_after -a help -d 'Explain a command'
complete -c wsctl -n __wsctl_after -s h -l help -d 'List the commands, or after a command, explain it and exit'
complete -c wsctl -n __wsctl_after -s V -l version -d 'Print version information and exit'

complete -c wsctl -n '__wsctl_in health' -s r -l redis -x -d 'redis://[user:password@]host[:port][/db], rediss:// for TLS, unix:///path, redis-sentinel://host[,host]/db#master'
complete -c wsctl -n '__wsctl_in health' -l user -x -d 'ACL user'
complete -c wsctl -n '__wsctl_in health' -l password-file -r -F -d 'Read the password from the first line of FILE, - for standard input'
complete -c wsctl -n '__wsctl_in health' -l askpass -d 'Ask for the password'
complete -c wsctl -n '__wsctl_in health' -l tls-ca -r -F -d 'PEM file with the certificates to trust'
complete -c wsctl -n '__wsctl_in health' -l insecure -d 'With TLS, accept any certificate'
complete -c wsctl -n '__wsctl_in health' -l timeout -x -d 'For everything together, connecting included'
complete -c wsctl -n '__wsctl_in health' -s w -l watch -d 'Repeat every INTERVAL (5s) until Ctrl-C'
complete -c wsctl -n '__wsctl_in health' -l count -x -d 'With --watch: stop after N rounds'
complete -c wsctl -n '__wsctl_in health' -l warn-latency -x -d 'WARNING when PING\'s p99 is above'
complete -c wsctl -n '__wsctl_in health' -l crit-latency -x -d 'CRITICAL when PING\'s p99 is above'
complete -c wsctl -n '__wsctl_in health' -l read-only -d 'Write nothing: leaves out the stages write and session'
complete -c wsctl -n '__wsctl_in health' -l max-keys -x -d 'Look at no more keys than this when counting sessions'
complete -c wsctl -n '__wsctl_in health' -s o -l output -x -a 'human json ndjson' -d 'human, json, ndjson (one document a line) or what else the command offers'
complete -c wsctl -n '__wsctl_in health' -s q -l quiet -d 'Only the verdict'
complete -c wsctl -n '__wsctl_in health' -s v -l verbose -d 'Everything, also what is well'
complete -c wsctl -n '__wsctl_in health' -l no-color -d 'No colour'
complete -c wsctl -n '__wsctl_in health' -l debug -d 'With an error, the stack trace'
complete -c wsctl -n '__wsctl_in health' -s h -l help -d 'Show this help message and exit'
complete -c wsctl -n '__wsctl_in health' -s V -l version -d 'Print version information and exit'

complete -c wsctl -n '__wsctl_in verify' -l dialect -x -d 'How to join rooms and send: chat (the reference server, the default), raw, or one of --dialects'
complete -c wsctl -n '__wsctl_in verify' -l dialects -r -F -d 'YAML file with further dialects as templates, under dialects:'
complete -c wsctl -n '__wsctl_in verify' -l header -x -d 'Sent with every handshake, for example \'Origin: https://chat.example.com\''
complete -c wsctl -n '__wsctl_in verify' -s r -l redis -x -d 'Also ask this Redis how many instances subscribe to the rooms'
complete -c wsctl -n '__wsctl_in verify' -l rounds -x -d 'Messages each member sends'
complete -c wsctl -n '__wsctl_in verify' -l deadline -x -d 'How long after the last message a delivery may come before it counts as lost'
complete -c wsctl -n '__wsctl_in verify' -l timeout -x -d 'For one connection, until it has joined'
complete -c wsctl -n '__wsctl_in verify' -l insecure -d 'Accept any certificate of wss:// targets'
complete -c wsctl -n '__wsctl_in verify' -s o -l output -x -a 'human json ndjson' -d 'human, json, ndjson (one document a line) or what else the command offers'
complete -c wsctl -n '__wsctl_in verify' -s q -l quiet -d 'Only the verdict'
complete -c wsctl -n '__wsctl_in verify' -s v -l verbose -d 'Everything, also what is well'
complete -c wsctl -n '__wsctl_in verify' -l no-color -d 'No colour'
complete -c wsctl -n '__wsctl_in verify' -l debug -d 'With an error, the stack trace'
complete -c wsctl -n '__wsctl_in verify' -s h -l help -d 'Show this help message and exit'
complete -c wsctl -n '__wsctl_in verify' -s V -l version -d 'Print version information and exit'

complete -c wsctl -n '__wsctl_in loadtest' -l dialect -x -d 'How to join rooms and send: chat (the reference server, the default), raw, or one of --dialects'
complete -c wsctl -n '__wsctl_in loadtest' -l dialects -r -F -d 'YAML file with further dialects as templates, under dialects:'
complete -c wsctl -n '__wsctl_in loadtest' -l header -x -d 'Sent with every handshake, for example \'Origin: https://chat.example.com\''
complete -c wsctl -n '__wsctl_in loadtest' -s c -l connections -x -d 'Connections to hold open, spread over all targets'
complete -c wsctl -n '__wsctl_in loadtest' -l rooms -x -d 'Rooms they are spread over'
complete -c wsctl -n '__wsctl_in loadtest' -l rate -x -d 'Messages sent a second over all senders, whatever the server does'
complete -c wsctl -n '__wsctl_in loadtest' -l inflight -x -d 'Instead of a rate: keep N messages under way in each room, for the highest throughput'
complete -c wsctl -n '__wsctl_in loadtest' -l duration -x -d 'How long to measure'
complete -c wsctl -n '__wsctl_in loadtest' -l warmup -x -d 'How long to send before that, measured apart'
complete -c wsctl -n '__wsctl_in loadtest' -l size -x -d 'Size of a message\'s text'
complete -c wsctl -n '__wsctl_in loadtest' -l connect-timeout -x -d 'For one connection, until it has joined'
complete -c wsctl -n '__wsctl_in loadtest' -l deadline -x -d 'How long after the last message a delivery may come before it counts as lost'
complete -c wsctl -n '__wsctl_in loadtest' -l threshold -x -d 'What must hold, like \'p99<25ms\', \'lost==0\', \'delivered_per_s>=1000\''
complete -c wsctl -n '__wsctl_in loadtest' -l seed -x -d 'The same seed repeats schedule and senders'
complete -c wsctl -n '__wsctl_in loadtest' -l insecure -d 'Accept any certificate of wss:// targets'
complete -c wsctl -n '__wsctl_in loadtest' -s o -l output -x -a 'human json ndjson' -d 'human, json, ndjson (one document a line) or what else the command offers'
complete -c wsctl -n '__wsctl_in loadtest' -s q -l quiet -d 'Only the verdict'
complete -c wsctl -n '__wsctl_in loadtest' -s v -l verbose -d 'Everything, also what is well'
complete -c wsctl -n '__wsctl_in loadtest' -l no-color -d 'No colour'
complete -c wsctl -n '__wsctl_in loadtest' -l debug -d 'With an error, the stack trace'
complete -c wsctl -n '__wsctl_in loadtest' -l report -r -F -d 'Write the result as one HTML page, too'
complete -c wsctl -n '__wsctl_in loadtest' -s h -l help -d 'Show this help message and exit'
complete -c wsctl -n '__wsctl_in loadtest' -s V -l version -d 'Print version information and exit'

complete -c wsctl -n '__wsctl_in completion' -l debug -d 'With an error, the stack trace'
complete -c wsctl -n '__wsctl_in completion' -s h -l help -d 'Show this help message and exit'
complete -c wsctl -n '__wsctl_in completion' -s V -l version -d 'Print version information and exit'
complete -c wsctl -n '__wsctl_after completion' -a 'bash zsh fish' -d 'bash, zsh or fish'

complete -c wsctl -n '__wsctl_after help' -a 'health verify loadtest completion'
