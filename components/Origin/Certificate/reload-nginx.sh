#!/bin/sh
## NodeBBInfra: certbot runs this after every renewal, whoever started it.
# nginx takes a renewed certificate only with a configuration that passes its test.
nginx -q -t && systemctl reload nginx
