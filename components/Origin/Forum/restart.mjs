// NodeBBInfra: NodeBB's launcher restarts all workers when one of them asks for it by a message. There is no launcher here: the message is a
// file, for which nodebb-roll.path waits.
// https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/meta/index.js
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.send = (message) => {
  if (message?.action === 'restart')
    writeFileSync(join(process.env.NODEBB_INFRA_WORKERS, 'restart'), '');
  return true;
};
