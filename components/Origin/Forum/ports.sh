# shellcheck shell=bash disable=SC2154
# NodeBBInfra: ends the step when something else has a worker's port, before anything is changed. The script of the step forum reads this
# one and says what it needs: ports.

# holders <port>: the processes that listen where no other could listen on 127.0.0.1 any more, as <name> <pid>.
holders() {
  ss -Hltnp "sport = :$1" | awk '$4 ~ /^(127\.0\.0\.1|0\.0\.0\.0|\*|\[::ffff:127\.0\.0\.1\]):/' |
    sed -nE 's/.*users:\(\("([^"]*)",pid=([0-9]+),.*/\1 \2/p'
}
taken=()
for port in "${ports[@]}"; do
  while read -r name pid; do
    # The worker itself is the rule.
    if ! grep -q "/nodebb@$port\.service" "/proc/$pid/cgroup" 2>/dev/null; then taken+=("$port by $name (pid $pid)"); fi
  done < <(holders "$port")
done
if ((${#taken[@]} > 0)); then
  list=$(printf '%s, ' "${taken[@]}")
  fail "Taken: port ${list%, }. Stop that program, or write other ports into nodebb:ports; the forum goes on as it was."
fi
