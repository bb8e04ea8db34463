# shellcheck shell=bash disable=SC2154
# NodeBBInfra: switches to the new release, waits for all workers, and removes old files. Sourced by forum.sh, which sets: home, config,
# records, release, running, ports; and roll.sh.
# Files: nodebb@.service, primary.conf and spare.conf (drop-ins); nodebb-roll, nodebb-infra-roll.path, nodebb-infra-roll.service,
#        sysctl.conf; worker.mjs (which the workers load) and what it imports

units=/etc/systemd/system
first=${ports[0]}
install -d -m 0755 "$preload"
for file in files/*.mjs; do install_file "$file" "$preload/${file##*/}" 0644 root:root; done
if [[ -f $worker_unit ]]; then cp "$worker_unit" unit.before; fi
install_file files/nodebb@.service "$worker_unit" 0644 root:root
folder "$units/nodebb@$first.service.d" 0755
install_file files/primary.conf "$units/nodebb@$first.service.d/primary.conf" 0644 root:root
find "$units" -path "$units/nodebb@*.service.d/primary.conf" -not -path "*/nodebb@$first.service.d/*" -delete
folder "$units/nodebb@spare.service.d" 0755
install_file files/spare.conf "$units/nodebb@spare.service.d/spare.conf" 0644 root:root
install_file files/nodebb-roll /usr/local/sbin/nodebb-roll 0755 root:root
for file in nodebb-infra-roll.path nodebb-infra-roll.service; do install_file "files/$file" "$units/$file" 0644 root:root; done

# So that a connection that waits at a worker that stops is accepted by the spare one.
install_file files/sysctl.conf /etc/sysctl.d/60-nodebb-infra.conf 0644 root:root
if [[ ! -f /var/lib/nodebb-infra/sysctl-before ]]; then
  record /var/lib/nodebb-infra/sysctl-before "$(sysctl -n net.ipv4.tcp_migrate_req 2>/dev/null || echo 0)"
fi
sysctl -q -p /etc/sysctl.d/60-nodebb-infra.conf || say "The kernel does not let one worker take over another's waiting connections (net.ipv4.tcp_migrate_req)."

folder "$notes" 0755
# If it does not start: the running one, or the one before a run that was killed here.
back=
if [[ $running && $running != "$release" ]]; then
  back=$running
elif [[ ! -f $records/${release##*/}/knows && -d $home/previous && ! $release -ef $home/previous ]]; then
  back=$(readlink -f "$home/previous")
fi
previous=$(readlink -- "$home/previous" || true)
if [[ $back ]]; then (_kept=/dev/null && link "$back" "$home/previous"); fi
switch_to "$release"
serve_assets "$release"
if ! start_workers "a deployment" "${running##*/}" "${release##*/}"; then
  if [[ $back ]]; then
    if [[ -f unit.before ]]; then install_file unit.before "$worker_unit" 0644 root:root; fi
    switch_to "$back"
    serve_assets "$back" || true
    if [[ $previous ]]; then (_kept=/dev/null && link "$previous" "$home/previous") || true; fi
    if start_workers "a deployment" "${release##*/}" "${back##*/}"; then
      fail "The workers do not run with ${release##*/}; ${back##*/} is back."
    fi
    fail "The workers run neither with ${release##*/} nor with ${back##*/}. The database from before is in $(copy_for "$release")."
  fi
  fail "The workers do not run."
fi
trap - EXIT
note_schema "$release"
keep_assets
rm -f -- "$taken_back"

# --- cleanup -------------------------------------------------------------------------------------------------------------------
mapfile -t known < <({
  systemctl list-units --all --plain --no-legend 'nodebb@*' | awk '{ print $1 }'
  find "$units/multi-user.target.wants" -name 'nodebb@*.service' -printf '%f\n'
} | sort -u)
for worker in "${known[@]}"; do
  port=${worker//[!0-9]/}
  if [[ $port && " $PORTS " != *" $port "* ]]; then
    systemctl -q disable --now "$worker"
    changed "stopped the worker on $port"
  fi
done
for noted in "$notes"/*; do
  if [[ " $PORTS " != *" ${noted##*/} "* ]]; then rm -f -- "$noted"; fi
done
# What a killed destroy left.
for folder in "$home/releases"/.erased-*; do discard "$folder" || echo "$folder could not be removed."; done
# Keep two old releases, the last running one first. Always keep the lock files that reproduce them.
for folder in "$release" ${running:+"$running"}; do
  install -d "$records/${folder##*/}"
  touch "$records/${folder##*/}/used"
  # mtime has a coarse resolution: make sure that the release running now is the newer one.
  if [[ $folder != "$release" ]]; then touch -d '1 second ago' "$records/${folder##*/}/used"; fi
done
next=$(readlink -f "$home/next")
mapfile -t old < <(find "$home/releases" -mindepth 1 -maxdepth 1 -type d -not -name '.*' -not -path "$release" -not -path "$next" -print |
  while IFS= read -r folder; do echo "$(stat -c %Y "$records/${folder##*/}/used" 2>/dev/null || echo 0) $folder"; done | sort -rn | cut -d ' ' -f 2- | tail -n +3)
for folder in "${old[@]}"; do
  rm -f "$records/${folder##*/}/built"
  if discard "$folder"; then changed "removed ${folder##*/}"; else echo "$folder could not be removed."; fi
done

# --- the control panel's restart -------------------------------------------------------------------------------------------------
link ../nodebb-infra-roll.path "$units/multi-user.target.wants/nodebb-infra-roll.path"
systemctl daemon-reload
# A request from before a destroy that kept the data is done.
if ! systemctl is-active -q nodebb-infra-roll.path; then as_nodebb timeout 10 rm -rf -- "$sockets/restart" || say "$sockets/restart could not be deleted."; fi
systemctl start nodebb-infra-roll.path
