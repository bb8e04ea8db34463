// NodeBBInfra: what a worker loads before NodeBB (nodebb@.service).
import './takeover.mjs';
import './restart.mjs';
import './uploads.mjs';
import './mail.mjs';
