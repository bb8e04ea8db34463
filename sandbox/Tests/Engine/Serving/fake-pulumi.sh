#!/bin/bash
# Replaces the pulumi command in tests: logs its calls and responds like the command.
here=$(dirname "$0")
[[ $1 == version ]] && { echo "v$(cat "$here/version")"; exit; }
{
    echo "$*"
    echo "  in $PWD"
    env | grep '^PULUMI_' | sort | sed 's/^/  /'
} >>"$here/calls"
case "$1 $2" in
    'plugin ls') cat "$here/plugins" ;;
    'stack ls') cat "$here/stacks" ;;
    'stack init') echo "[{\"name\":\"$3\",\"current\":false}]" >"$here/stacks" ;;
    'stack output') echo '{"url":"https://example.net","ports":[4567,4568],"secret":"s3"}' ;;
    'stack history') echo '[{"kind":"update","result":"succeeded","resourceChanges":{"create":3,"same":2}}]' ;;
    *)
        for provider in ${PULUMI_DEBUG_PROVIDERS//,/ }; do
            (exec 3<>"/dev/tcp/127.0.0.1/${provider#*:}") && echo "attached to ${provider%:*}"
        done
        if [[ -e $here/waits ]]; then
            # Like the command, it runs on for a while after SIGINT, and would log a second one.
            left=-1
            trap 'echo interrupted >>"$here/calls"; left=10' INT
            echo waiting
            while ((left != 0)); do
                # Bash handles a signal immediately during wait, but only after a foreground command.
                sleep 0.05 &
                wait "$!"
                ((left > 0)) && ((left--))
            done
            exit 1
        fi
        exit "$(cat "$here/exit")"
        ;;
esac
