import { expect, test } from '@jest/globals';
import { approvalFor } from '../../src/config/approval-for.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { findConfig } from '../../src/config/find-config.ts';
import { Memory } from '../../src/memo/memory.ts';
import type { Files, Found } from '../../src/tree/files/files.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { computed } from '../../src/tree/files/recording-files.ts';
import type { Blob } from '../../src/tree/objects/repo-tree.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const filesWith = (found: Found, blob: Blob = { kind: 'missing' }): Files => {
  const files: Files = {
    find: () => found,
    list: () => new Map(),
    peek: () => new Map(),
    read: () => blob,
    keeps: false,
    memory: new Memory(),
    once: (_kind, _key, compute) => computed(files, compute),
  };
  return files;
};

const path = '.github/blast-radius.yml';
const file = { kind: 'file', path, id: 'b10b' } as const;

test('absent, unreadable and found are three answers', () => {
  const bytes = (text: string): Blob => ({ kind: 'bytes', bytes: new TextEncoder().encode(text) });
  expect(findConfig(filesWith({ kind: 'absent', path, why: 'not-found' }))).toEqual({ kind: 'absent' });
  expect(findConfig(filesWith({ kind: 'absent', path, why: 'symlink' }))).toEqual({
    kind: 'unreadable',
    message: '.github/blast-radius.yml is behind a symbolic link, which is not followed',
    fix: 'put the file itself there',
  });
  expect(findConfig(filesWith({ kind: 'absent', path, why: 'symlink-loop' }))).toEqual({
    kind: 'unreadable',
    message: '.github/blast-radius.yml is a symbolic link that leads nowhere in the repository',
    fix: 'replace the link with the file',
  });
  expect(findConfig(filesWith({ kind: 'directory', path, id: 'd1' }))).toEqual({
    kind: 'unreadable',
    message: '.github/blast-radius.yml is a directory',
    fix: 'make it a file',
  });
  expect(findConfig(filesWith(file, { kind: 'bytes', bytes: new Uint8Array([0xff, 0xfe]) }))).toEqual({
    kind: 'unreadable',
    message: '.github/blast-radius.yml is not UTF-8 text',
    fix: 'save it as UTF-8',
  });
  expect(findConfig(filesWith(file, { kind: 'too-large', size: 2_000_000 }))).toMatchObject({ kind: 'unreadable' });
  expect(findConfig(filesWith(file, bytes('checks: {}')))).toMatchObject({
    kind: 'found',
    source: { id: 'b10b', text: 'checks: {}' },
  });
});

test.each(['blast-radius.yaml', 'Blast-Radius.yml', 'blast_radius.yml', 'blastradius.yaml', '.blast-radius.yml'])(
  '%s is not read, and not passed over either: whoever wrote it takes it to be in force',
  (name) => {
    const files = plainFiles(memoryTree({ [`.github/${name}`]: 'checks: {}\n' }), { symlinks: 'absent' });
    expect(findConfig(files)).toEqual({
      kind: 'unreadable',
      message: `.github/blast-radius.yml is not there, and .github/${name} is not read`,
      fix: 'rename it to .github/blast-radius.yml',
    });
  },
);

test.each(['blast-radius.yml.bak', 'blast-radius-old.yml', 'workflows/blast-radius.yaml', 'my-blast-radius.yml'])(
  '%s is something else',
  (name) => {
    const files = plainFiles(memoryTree({ [`.github/${name}`]: 'checks: {}\n' }), { symlinks: 'absent' });
    expect(findConfig(files)).toEqual({ kind: 'absent' });
  },
);

test('a protected cluster asks one maintainer, unless the configuration says whom', () => {
  const admin = { anyOf: [{ kind: 'permission', permission: 'admin' }], count: 2, author: true } as const;
  const config = { ...defaultConfig, approvals: { prod: admin } };
  expect(approvalFor(config, 'prod', false)).toEqual(admin);
  expect(approvalFor(config, 'dev', false)).toBeUndefined();
  expect(approvalFor(config, 'toString', false)).toBeUndefined();
  expect(approvalFor(config, 'dev', true)).toEqual({
    anyOf: [{ kind: 'permission', permission: 'maintain' }],
    count: 1,
    author: false,
  });
});
