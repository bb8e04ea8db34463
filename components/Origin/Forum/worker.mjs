// NodeBBInfra: what a worker loads before NodeBB (nodebb@.service).
import './socket-ids.mjs';
import './uploads.mjs';
import './mail.mjs';
