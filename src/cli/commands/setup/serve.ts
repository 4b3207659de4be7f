import { Command } from 'commander';

/** `blast-radius serve`: the GitHub App. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the GitHub App; .env.example lists its settings')
    .option('--role <role>', 'web, worker or all; the first two need REDIS_URL', 'all')
    .action(async ({ role }) => {
      const { serve } = await import('../../../server/start/serve.ts');
      await serve({ role: String(role) });
      // What still keeps the process, such as a wait that GitHub asked for, waits in vain.
      process.exit();
    });
}
