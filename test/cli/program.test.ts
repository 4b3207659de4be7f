import { expect, test } from '@jest/globals';
import { startProgram } from './run-program.ts';

test('--help tells the commands and the exit codes', () => {
  expect(startProgram(['--help'])).toEqual({
    code: 0,
    stderr: '',
    stdout: `Usage: blast-radius [options] [command]

What will run where, that did not before, and why: reviews Flux GitOps repositories.

Options:
  -h, --help                             show this help

Commands:
  diff [options] [before] [after]        show what a change does to every cluster
  where [options] [unit]                 show which cluster runs what
  explain [options] <object> [cluster]   show what brings an object into a cluster, and the line
                                         that wrote each of its fields
  compare [options] <names...>           show how two clusters differ: [unit] <cluster> <cluster>
  promote [options] <unit> [cluster...]  make a cluster run what another runs already
  demote [options] <unit> <cluster...>   make a cluster no longer run something: its references go,
                                         what is shared stays
  tree [options] <cluster>               draw what brings each object into a cluster
  render [options] <cluster>             print what a cluster applies, as YAML
  build [options] <dir>                  print what \`kustomize build\` prints, Secrets as they are
  validate [options] [cluster]           show what is wrong with the clusters as they are
  rules [options] [rule]                 list the rules that findings come from
  config                                 check the configuration
  serve [options]                        run the GitHub App; .env.example lists its settings
  completion <shell>                     print the completion script for a shell
  help [command]                         show the help of a command

Exit codes: 0 nothing wrong, 1 an error finding, 2 something could not be told, 64 wrong usage.

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
    "blast-radius: option '--format <format>' argument 'yaml' is invalid. Allowed choices are text, markdown, html, json.\n",
  ],
  [['build'], "blast-radius: missing required argument 'dir'\n"],
  [['build', 'no/such/dir'], 'blast-radius: there is no folder no/such/dir\n'],
])('%j is wrong usage, said in a line', (args, stderr) => {
  expect(startProgram(args)).toEqual({ code: 64, stdout: '', stderr });
});
