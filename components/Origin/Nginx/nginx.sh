# shellcheck shell=bash
# NodeBBInfra: installs nginx's configuration. One that fails `nginx -t` never replaces the running one.
# Files: nginx.conf, nginx.service (a drop-in for Debian's unit); every other files/*.conf goes to conf.d.
live=/etc/nginx
places=(nginx.conf)
for file in files/*.conf; do
  if [[ $file != files/nginx.conf ]]; then places+=("conf.d/${file##*/}"); fi
done

# A copy of the whole folder with the new files in it. Paths are relative to nginx.conf, so the copy can be tested.
copy=/etc/.nginx.nodebb-infra-try
only_root_writes "$live"
rm -rf -- "$copy"
trap 'rm -rf -- "$copy"' EXIT
cp -a "$live" "$copy"
for place in "${places[@]}"; do
  install -D -m 0644 "files/${place##*/}" "$copy/$place"
done
nginx -q -t -c "$copy/nginx.conf" || fail "nginx rejects the new configuration; the old one stays."

cp -a "$live" before
dropin=/etc/systemd/system/nginx.service.d/nodebb-infra.conf
if [[ -f $dropin ]]; then cp -- "$dropin" dropin.before; fi
put_back() {
  if [[ -f dropin.before ]]; then install_file dropin.before "$dropin" 0644 root:root; else rm -f -- "$dropin"; fi
  for place in "${places[@]}"; do
    if [[ -f before/$place ]]; then
      install_file "before/$place" "$live/$place" 0644 root:root
    else
      rm -f -- "$live/$place"
    fi
  done
  # For a destroy: this nginx is the host's own.
  if [[ ! -f dropin.before ]]; then disown "$dropin" "${places[@]/#/$live/}"; fi
  systemctl daemon-reload
}

folder "${dropin%/*}" 0755
install_file files/nginx.service "$dropin" 0644 root:root
new_limits=$CHANGED
systemctl daemon-reload

touched=
for place in "${places[@]}"; do
  install_file "files/${place##*/}" "$live/$place" 0644 root:root
  if [[ $CHANGED ]]; then touched=yes; fi
done
systemctl -q is-enabled nginx || systemctl -q enable nginx

main_pid() { systemctl show -p MainPID --value nginx; }
# A reload is asynchronous. It is complete when all worker processes are new.
workers() { pgrep -P "$(main_pid)" -f 'nginx: worker process$' | sort || true; }
replaced() { [[ $(workers) && -z $(comm -12 <(workers) workers.before) ]]; }
reload() {
  workers >workers.before
  systemctl reload nginx && wait_until 20 "nginx did not take the configuration over" replaced
}
errors() { journalctl -u nginx -n 10 --no-pager -o cat; tail -n 10 /var/log/nginx/error.log; }

# systemd applies the limit of open files only when it starts nginx.
has_its_limit() { [[ $(prlimit -n -p "$(main_pid)" -o HARD --noheadings --raw) == "$(systemctl show -p LimitNOFILE --value nginx)" ]]; }
# Record the configuration that nginx runs with: this script may have been killed between installing and reloading.
digest=$(cd "$live" && cat "${places[@]}" | sha256sum | cut -c 1-64)
running=/run/nodebb-infra-nginx.running
if ! systemctl is-active --quiet nginx; then
  systemctl reset-failed nginx
  if ! systemctl start nginx; then
    errors
    put_back
    fail "nginx does not start with the new configuration; the old one is back."
  fi
  changed "started nginx"
elif [[ $new_limits ]] && ! has_its_limit; then
  if ! systemctl restart nginx; then
    errors
    put_back
    systemctl restart nginx || true
    fail "nginx does not start with the new configuration; the old one is back."
  fi
  changed "restarted nginx"
elif [[ $touched || $(cat "$running" 2>/dev/null) != "$digest $(main_pid)" ]]; then
  if ! reload; then
    errors
    put_back
    reload || true
    fail "nginx does not run with the new configuration; the old one is back."
  fi
  changed "reloaded nginx"
fi
echo "$digest $(main_pid)" >"$running"
keep_unit nginx.service
keep_state "files in $live/conf.d" ls "$live/conf.d"
unchanged
