# shellcheck shell=bash disable=SC2154
# NodeBBInfra: fails the step, before anything is changed, when another process uses a worker's port. Sourced by forum.sh, which sets:
# ports.

# holders <port>: the processes whose listening sockets conflict with 127.0.0.1:<port>, as <name> <pid>.
holders() {
  ss -Hltnp "sport = :$1" | awk '$4 ~ /^(127\.0\.0\.1|0\.0\.0\.0|\*|\[::ffff:127\.0\.0\.1\]):/' |
    sed -nE 's/.*users:\(\("([^"]*)",pid=([0-9]+),.*/\1 \2/p'
}
taken=()
for port in "${ports[@]}"; do
  while read -r name pid; do
    # The worker itself is expected, and the spare one of a run that was killed.
    if ! grep -qE "/nodebb@($port|spare)\.service" "/proc/$pid/cgroup" 2>/dev/null; then taken+=("$port by $name (pid $pid)"); fi
  done < <(holders "$port")
done
if ((${#taken[@]} > 0)); then
  list=$(printf '%s, ' "${taken[@]}")
  fail "Taken: port ${list%, }. Stop that program, or write other ports into nodebb:ports; the forum runs on unchanged."
fi
