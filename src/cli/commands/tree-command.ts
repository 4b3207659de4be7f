import { Command } from 'commander';

/** @returns a command that looks at the files of one commit, with the options that say which */
export function treeCommand(name: string): Command {
  return new Command(name)
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at', 'HEAD')
    .option('--work-tree', 'look at the files as they are, committed or not')
    .option('--config <file>', 'instead of .github/blast-radius.yml of the commit');
}
