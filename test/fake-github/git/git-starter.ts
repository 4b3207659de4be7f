export interface GitRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input: string | Buffer;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export type GitAnswer = { readonly id: number } & (GitResult | { readonly error: string });

/** Runs git as it is told by its parent. It is a program of its own, of which only the text is used: nothing is in scope. */
const startGits = async (): Promise<void> => {
  const { spawn } = await import('node:child_process');
  process.on('message', ({ id, args, cwd, env, input }: GitRun & { readonly id: number }) => {
    const child = spawn('git', args, { cwd, env });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const answer = (result: GitResult | { readonly error: string }) => {
      if (process.connected) process.send?.({ id, ...result });
    };
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', ({ message }) => answer({ error: message }));
    child.on('close', (code) =>
      answer({ code: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() }),
    );
    // A child that fails early closes its input; its exit code tells the story better than EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
};

/** What `node --eval` runs: starting a process takes the longer the larger the process is that does it; this one is small. */
export const gitStarter = `(${startGits})()`;
