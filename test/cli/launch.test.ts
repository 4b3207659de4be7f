import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test.each([
  ['damaged', 'x'.repeat(1000)],
  ['empty', ''],
])('%s compiled code is not used', (_, code) => {
  part('commands', { 'run.js': 'exports.run=()=>1' });
  writeFileSync(join(folder, 'commands.code'), code);
  expect(answer()).toBe(1);
});
