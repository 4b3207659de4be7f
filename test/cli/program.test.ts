import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { fleetClone } from './fleet-clone.ts';
import { startProgram } from './run-program.ts';

afterAll(removeTempFolders);

test('--version tells the version of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(startProgram(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help tells the commands and the exit codes', () => {
  expect(startProgram(['--help'])).toEqual({
    code: 0,
    stderr: '',
    stdout: `Usage: blast-radius [options] [command]

What will this merge change, where, and why? Reviews Flux GitOps repositories.

Options:
  -V, --version                          show the version
  -h, --help                             show this help

Commands:
  diff [options] [before] [after]        show what a change does to every cluster
  try [options] <repository> [pull]      review a pull request on GitHub, without a clone or an
                                         account
  where [options] [unit]                 show which cluster runs what
  history [options] [unit]               show what the last commits of a branch did to the clusters
  images [options] [before] [after]      list the images of every cluster, or what becomes of them
  explain [options] <object> [cluster]   show where an object comes from, and the line that sets
                                         each of its fields: also of a template, and of the values
  compare [options] <names...>           show how two clusters differ: [unit] <cluster> <cluster>
  promote [options] [unit] [cluster...]  make a cluster run what another cluster already runs
  demote [options] <unit> <cluster...>   make a cluster stop running something: removes its
                                         references, keeps shared files
  tree [options] <cluster>               show where each object of a cluster comes from
  render [options] <cluster>             print what a cluster applies, as YAML
  build [options] <dir>                  print what \`kustomize build\` prints, Secrets unmasked
  helm                                   what Helm makes of a chart
  validate [options] [cluster]           show what is wrong with the clusters, without any change
  rules [options] [rule]                 list the rules
  init [options]                         write a first configuration: the clusters that are found
  config                                 check the configuration
  serve [options]                        run the GitHub App; .env.example lists its settings
  mcp [options]                          answer an assistant over the Model Context Protocol, about
                                         one clone, read-only
  completion <shell>                     print the completion script for a shell
  help [command]                         show the help of a command

Exit codes: 0 nothing wrong, 1 an error finding, 2 something could not be determined, 64 wrong usage.

`,
  });
});

test('an unknown command names the nearest', () => {
  expect(startProgram(['dif'])).toEqual({
    code: 64,
    stdout: '',
    stderr: "blast-radius: unknown command 'dif'\n(Did you mean diff?)\n",
  });
});

test.each([
  [['diff', '--fromat', 'json'], "blast-radius: unknown option '--fromat'\n(Did you mean --format?)\n"],
  [
    ['diff', '--format', 'yaml'],
    "blast-radius: option '--format <format>' argument 'yaml' is invalid. Allowed choices are text, markdown, html, json, github, sarif, junit.\n",
  ],
  [['build'], "blast-radius: missing required argument 'dir'\n"],
  [['build', 'no/such/dir'], 'blast-radius: there is no folder no/such/dir\n'],
])('%j is wrong usage, said in a line', (args, stderr) => {
  expect(startProgram(args)).toEqual({ code: 64, stdout: '', stderr });
});

test.each([
  ['where', ['where']],
  ['diff', ['diff', 'HEAD', 'HEAD']],
])('a git that is too old is named, where it fails for that: %s', (_, args) => {
  const fleet = fleetClone();
  const bin = tempFolder();
  const git = join(bin, 'git');
  writeFileSync(
    git,
    '#!/bin/sh\ncase "$*" in *version) echo "git version 2.20.1" ;; *) echo "error: unknown option" >&2; exit 129 ;; esac\n',
  );
  chmodSync(git, 0o755);
  const ran = startProgram([...args, '--repo', fleet.folder], { env: { PATH: `${bin}:${process.env.PATH}` } });
  fleet.remove();
  expect(ran).toEqual({ code: 2, stdout: '', stderr: 'blast-radius: git 2.38 or later is needed, this is 2.20.1\n' });
});
