const childProcess = require('node:child_process');
const { EventEmitter } = require('node:events');
const { mkdtempSync } = require('node:fs');
const { connect } = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const spawnHere = childProcess.spawn;
const path = join(mkdtempSync(join(tmpdir(), 'blast-radius-starter-')), 'socket');
const children = new Map();
let lastId = 0;

const starter = spawnHere(process.execPath, [join(__dirname, 'starter.cjs'), path], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const isReady = new Promise((resolve) => starter.once('message', resolve)).then(keepAlive);
starter.unref();
starter.on('message', ({ id, ...told }) => children.get(id)?.hear(told));
starter.on('exit', () => {
  for (const child of children.values()) child.hear({ error: { message: 'what starts git has ended' } });
});

/**
 * Linux copies a process to start another, which takes the longer the larger it is: 10 ms of a worker of 400 MB, several
 * times what git takes for its answer. So git is started by a small process; all but its parent is as it would be.
 */
childProcess.spawn = function spawn(command, args, options = {}) {
  const { cwd, env = process.env, stdio = 'pipe', windowsHide: _, ...others } = options;
  const isPlain = [stdio].flat().every((each) => each === 'pipe') && Object.keys(others).length === 0;
  if (command !== 'git' || !Array.isArray(args) || !isPlain || isRefused([...args, ...Object.values(env)]))
    return spawnHere(command, args, options);
  return new ChildElsewhere({ command, args, cwd, env });
};

/** Node starts nothing with these. */
function isRefused(texts) {
  return texts.some((text) => String(text).includes('\0'));
}

/** A child of the small process, as ChildProcess shows one of this. */
class ChildElsewhere extends EventEmitter {
  pid;
  exitCode = null;
  signalCode = null;
  isAwaited = true;
  #id = ++lastId;
  #open = 3;

  constructor(request) {
    super();
    children.set(this.#id, this);
    keepAlive();
    starter.send({ id: this.#id, ...request });
    this.stdio = [connect(path), connect(path), connect(path)];
    [this.stdin, this.stdout, this.stderr] = this.stdio;
    // By its end it shows that the child has closed its input.
    this.stdin.resume();
    for (const stream of [this.stdout, this.stderr]) stream.on('close', () => this.#close());
  }

  kill(stop = 'SIGTERM') {
    if (!children.has(this.#id)) return false;
    return starter.send({ id: this.#id, stop });
  }

  ref() {
    this.isAwaited = true;
    keepAlive();
  }

  unref() {
    this.isAwaited = false;
    keepAlive();
  }

  hear({ pid, error, code = null, signal = null }) {
    if (pid !== undefined) {
      this.pid = pid;
      this.emit('spawn');
      return;
    }
    children.delete(this.#id);
    keepAlive();
    [this.exitCode, this.signalCode] = [error?.errno ?? code, signal];
    if (error === undefined) this.emit('exit', code, signal);
    else this.emit('error', Object.assign(new Error(error.message), error));
    this.stdin.destroy();
    // What nobody reads keeps nothing from closing.
    this.stdout.resume();
    this.stderr.resume();
    this.#close();
  }

  /** When both streams are at their end, and the process is. */
  #close() {
    this.#open -= 1;
    if (this.#open === 0) this.emit('close', this.exitCode, this.signalCode);
  }
}

/** This process waits for what it has started, as always. */
function keepAlive() {
  const isWaiting = [...children.values()].some(({ isAwaited }) => isAwaited);
  if (isWaiting) starter.channel?.ref();
  else starter.channel?.unref();
}

module.exports = { isReady };
