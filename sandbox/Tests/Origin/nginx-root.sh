# shellcheck shell=bash
# For scripts in their own mount namespace: makes $root from a Debian with nginx and the rendered files.
#   . nginx-root.sh <the Debian's folder> <folder with nginx.conf and others>
debian=$1 files=$2
work=$(mktemp -d)
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/work" "$work/root"
root=$work/root
mount -t overlay overlay -o "lowerdir=$debian,upperdir=$work/upper,workdir=$work/work" "$root"
mount --bind /dev "$root/dev"

etc=$root/etc
cp "$files/nginx.conf" "$etc/nginx/"
find "$files" -maxdepth 1 -name '*.conf' -not -name nginx.conf -exec cp -t "$etc/nginx/conf.d" {} +
mkdir -p "$etc/nginx/certificate" "$etc/letsencrypt"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 1 -subj /CN=trial \
  -keyout "$etc/nginx/certificate/privkey.pem" -out "$etc/nginx/certificate/fullchain.pem" 2>/dev/null
openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out "$etc/letsencrypt/ssl-dhparams.pem" 2>/dev/null
echo 'ssl_protocols TLSv1.2 TLSv1.3;' >"$etc/letsencrypt/options-ssl-nginx.conf"
