#!/bin/bash
# Stands in for the pulumi command in tests: notes what it was called with and answers as the command does.
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
            # After an interrupt it goes on for a while, as the command does, and would note a second one.
            left=-1
            trap 'echo interrupted >>"$here/calls"; left=10' INT
            echo waiting
            while ((left != 0)); do
                # Bash takes a signal at once while it waits, and after a command while it runs one.
                sleep 0.05 &
                wait "$!"
                ((left > 0)) && ((left--))
            done
            exit 1
        fi
        exit "$(cat "$here/exit")"
        ;;
esac
