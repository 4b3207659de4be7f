#!/usr/bin/env node
/**
 * Builds the program, as npm asks for before it packs a checkout. Where that is a git dependency of `npm install --global`,
 * npm installs the checkout itself globally, and so without what builds it: that is installed first.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));

function run(...args) {
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

try {
  createRequire(import.meta.url).resolve('esbuild');
} catch {
  run('install', '--global=false', '--include=dev', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund');
}
run('run', 'build');
