import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { type FleetClone, fleetClone } from '../cli/fleet-clone.ts';
import { runProgram } from '../cli/run-program.ts';
import { blocksOf, pages, root, textOf } from './pages.ts';

/** What asks a host, serves until it is ended, or waits for an assistant: only their words are looked at. */
const NOT_RUN = /^(try|serve|mcp|helm template (oci:|\S+ --repo)|config check --remote)/;
const COMMAND = /^\$? *blast-radius ([^#|>\n]*)/;

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
  for (const tag of ['v1', 'v2']) fleet.git('tag', tag);
  for (const branch of ['main', 'other']) fleet.git('update-ref', `refs/remotes/origin/${branch}`, 'main');
  fleet.git('branch', 'other');
  fleet.tell('01-foo-app-to-prod');
});
afterAll(() => fleet.remove());

const consoles = pages.flatMap((page) => blocksOf(page, 'console').map((text) => ({ page, text })));

test.each(consoles)('what $page shows of the command line is what it says', async ({ page, text }) => {
  const [command = ''] = text.split('\n', 1);
  const ran = await runProgram(wordsOf(command), { cwd: fleet.folder });
  const shown = `${command}\n${ran.stdout}`.replace(/ +$/gm, '').trimEnd();
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(`${root}${page}`, textOf(page).replace(text, `${shown}\n`));
  else expect(text.trimEnd()).toBe(shown);
  expect(ran.stderr).toBe('');
});

test('every command of the pages is one that the program takes', async () => {
  fleet.write('new.yml', 'clusters: [{ path: clusters/prod }]\n');
  fleet.write('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
  fleet.write('chart/templates/app.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app }\n');
  const written = pages.flatMap((page) => blocksOf(page, 'sh')).flatMap((text) => text.split('\n'));
  const commands = new Set(written.filter((line) => COMMAND.test(line)).map((line) => wordsOf(line).join(' ')));
  const wrong: string[] = [];
  for (const command of commands) {
    const args = command.split(' ');
    const asked = NOT_RUN.test(command) ? [...args, '--help'] : args;
    const { code, stdout, stderr } = await runProgram(asked, { cwd: fleet.folder });
    const unknown = NOT_RUN.test(command) ? args.filter((arg) => /^--/.test(arg) && !stdout.includes(arg)) : [];
    if (code === 64 || unknown.length > 0) wrong.push(`${command}: ${stderr}${unknown}`);
  }
  expect(wrong).toEqual([]);
  expect(commands.size).toBeGreaterThan(30);
});

test.each(['yaml', 'json'])('every example of %s can be read', (language) => {
  const broken = pages.flatMap((page) =>
    blocksOf(page, language)
      .flatMap((text) => parseAllDocuments(text))
      .flatMap((document) => ('errors' in document ? document.errors.map(({ message }) => `${page}: ${message}`) : [])),
  );
  expect(broken).toEqual([]);
});

function wordsOf(line: string): readonly string[] {
  const [, command = ''] = COMMAND.exec(line) ?? [];
  return command.trim().split(/ +/);
}
