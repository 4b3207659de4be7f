const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { createServer } = require('node:net');
const { dirname } = require('node:path');

/**
 * A small process that starts others for a large one, which asks for them by messages. The three streams of a child are
 * connections that the large process makes, in the order of its requests.
 */
const [, , path] = process.argv;
const connections = [];
const requests = [];
const children = new Map();

createServer({ pauseOnConnect: true }, (connection) => {
  connections.push(connection);
  startNext();
}).listen(path, () => process.send({ isReady: true }));

process.on('message', (message) => {
  if ('stop' in message) return void children.get(message.id)?.kill(message.stop);
  requests.push(message);
  startNext();
});

process.on('disconnect', () => {
  rmSync(dirname(path), { recursive: true, force: true });
  process.exit();
});

function startNext() {
  while (requests.length > 0 && connections.length >= 3) start(requests.shift(), connections.splice(0, 3));
}

function start({ id, command, args, cwd, env }, streams) {
  const answer = (told) => process.connected && process.send({ id, ...told });
  const fail = ({ message, code, errno }) => answer({ error: { message, code, errno } });
  try {
    const child = spawn(command, args, { cwd, env, stdio: streams });
    children.set(id, child);
    child.on('spawn', () => answer({ pid: child.pid }));
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      children.delete(id);
      answer({ code, signal });
    });
  } catch (error) {
    fail(error);
  }
  for (const stream of streams) stream.destroy();
}
