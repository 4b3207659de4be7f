import { Command } from 'commander';
import type { McpOptions } from './add-tools.ts';

const more = `
Started by an assistant, which asks over standard input: a coding assistant's settings name the command
"blast-radius mcp --repo /path/to/fleet". It reads that one clone, and changes nothing in it.
`;

/** `blast-radius mcp`: the questions of the command line, for assistants that speak the Model Context Protocol. */
export function mcpCommand(): Command {
  return new Command('mcp')
    .description('answer an assistant over the Model Context Protocol, about one clone, read-only')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--config <file>', 'use instead of .github/blast-radius.yml')
    .addHelpText('after', more)
    .action(async (options: McpOptions) => {
      const { withRepository } = await import('../../open/open-repository.ts');
      await withRepository(options.repo, async () => undefined);
      // Only here: nobody else needs the protocol, which takes longer to load than most answers.
      const { serveMcp } = await import('./serve-mcp.ts');
      await serveMcp(options);
    });
}
