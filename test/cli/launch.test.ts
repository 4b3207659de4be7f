import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openProgram } from '../../src/cli/launch/open-program.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A part of a program, as the build writes it. */
const part = (name: string, chunks: Readonly<Record<string, string>>) => {
  const functions = Object.entries(chunks).map(([chunk, code]) => `"./${chunk}":(exports,require,module)=>{${code}}`);
  writeFileSync(join(folder, `${name}.cjs`), `(__url,__load)=>({${functions.join(',\n')}})`);
};

/** What the program answers to no arguments. */
const answer = () => openProgram(pathToFileURL(`${folder}/`)).run([], Object.create(null));

test('a module that several import is made once, and one that nobody asks for never', () => {
  part('commands', {
    'run.js': 'const a=require("./a.js"),b=require("./a.js");exports.run=()=>[a===b,a.path.sep]',
    'a.js': 'exports.path=require("node:path")',
    'b.js': 'throw new Error("never")',
  });
  expect(answer()).toEqual([true, '/']);
});

test('a module that imports one that imports it sees what that has so far', () => {
  part('commands', {
    'run.js': 'exports.run=()=>require("./a.js").seen',
    'a.js': 'exports.first=1;exports.seen=require("./b.js").seen',
    'b.js': 'exports.seen=require("./a.js").first',
  });
  expect(answer()).toBe(1);
});

test('the larger part is read when something of it is asked for', () => {
  part('commands', { 'run.js': 'exports.run=()=>{try{return require("./a.js").a}catch(error){return error.message}}' });
  expect(answer()).toContain('engine.cjs');
  part('engine', { 'a.js': 'exports.a=1' });
  expect(answer()).toBe(1);
});

test('a build that lacks a module says so', () => {
  part('commands', { 'run.js': 'exports.run=()=>require("./gone.js")' });
  part('engine', {});
  expect(answer).toThrow('the build of this program lacks ./gone.js; install it again');
});

/** Files of what V8 has compiled. */
const kept = () => readdirSync(folder).filter((name) => name.includes('.code'));
const open = (command?: string) => openProgram(pathToFileURL(`${folder}/`), command);
const parts = () => {
  part('commands', { 'run.js': 'exports.run=()=>require("./a.js").a()' });
  part('engine', { 'a.js': 'exports.a=()=>1' });
};

test('what is compiled is kept by command, by build and by the version of V8', () => {
  parts();
  writeFileSync(join(folder, 'build-id'), 'a'.repeat(64));
  for (const command of ['diff', 'where', '--help', '../../x']) {
    const program = open(command);
    expect(program.run([], Object.create(null))).toBe(1);
    program.keepCompiled();
  }
  const told = `${'a'.repeat(12)}-${process.versions.v8}-${process.arch}.code`;
  expect(kept().sort()).toEqual(
    ['commands-all', 'engine-all', 'engine-diff', 'engine-where'].map((name) => `${name}-${told}`),
  );

  const before = kept().map((name) => statSync(join(folder, name)).ino);
  const again = open('diff');
  expect(again.run([], Object.create(null))).toBe(1);
  again.keepCompiled();
  expect(kept().map((name) => statSync(join(folder, name)).ino)).toEqual(before);
});

test.each([
  ['damaged', 'x'.repeat(1000)],
  ['empty', ''],
])('%s compiled code is not used, and is replaced', (_, code) => {
  parts();
  open('diff').keepCompiled();
  const [file = ''] = kept();
  writeFileSync(join(folder, file), code);
  // Another text, as this process has that one compiled already.
  part('commands', { 'run.js': `exports.run=()=>${JSON.stringify(code)}` });
  const program = open('diff');
  expect(program.run([], Object.create(null))).toBe(code);
  program.keepCompiled();
  expect(readFileSync(join(folder, file), 'latin1')).not.toBe(code);
});

test('where nothing may be written, nothing is kept', () => {
  parts();
  const program = open('diff');
  expect(program.run([], Object.create(null))).toBe(1);
  rmSync(folder, { recursive: true });
  program.keepCompiled();
  expect(existsSync(folder)).toBe(false);
});
