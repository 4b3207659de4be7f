import { Command } from 'commander';

/** `blast-radius serve`: the GitHub App. */
export function serveCommand(): Command {
  return new Command('serve').description('run the GitHub App; .env.example lists its settings').action(async () => {
    const { serve } = await import('../server/serve.ts');
    await serve();
  });
}
