#!/bin/sh
## NodeBBInfra: certbot's deploy hook, run after every renewal.
# nginx takes a renewed certificate only with a configuration that passes its test.
nginx -q -t && systemctl reload nginx
