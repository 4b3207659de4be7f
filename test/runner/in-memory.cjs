const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, statfsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Where Linux keeps files in memory. */
const SHARED_MEMORY = '/dev/shm';
/** Bytes; the tests hold some fifty megabytes at once. */
const ROOM = 2 ** 31;

/**
 * Tests make and remove thousands of small folders, and wait for the disk a fifth of their time. They make them in memory
 * where there is room and programs may run, unless TMPDIR says where. Jest calls this before it starts its workers.
 */
module.exports = async function keepFoldersInMemory() {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return;
  const folder = mkdtempSync(join(SHARED_MEMORY, 'blast-radius-tests-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])
    process.once(signal, () => process.exit(code));
  if (runsPrograms(folder)) process.env.TMPDIR = folder;
};

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}

function runsPrograms(folder) {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
  return spawnSync(program).status === 0;
}
