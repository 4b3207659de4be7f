import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { RealBuilds } from '../../scripts/promotions/real/real-builds.ts';
import { list } from './flux-files.ts';

test('a build that is ended from outside is no answer about the directory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'blast-radius-builds-'));
  const program = join(folder, 'kustomize');
  writeFileSync(program, '#!/bin/sh\n[ "$1" = version ] && echo v5.8.1 && exit\nkill -9 $$\n');
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'kustomization.yaml'), list('missing.yaml'));
  const before = process.env.KUSTOMIZE;
  process.env.KUSTOMIZE = program;
  try {
    expect(() => new RealBuilds(folder).of('.', {})).toThrow('kustomize ended without an answer for .: SIGKILL');
  } finally {
    if (before === undefined) delete process.env.KUSTOMIZE;
    else process.env.KUSTOMIZE = before;
    rmSync(folder, { recursive: true });
  }
});
