import { gitText } from './run-git.ts';

/** What a path becomes: text or bytes, nothing (null), a link, or a file that can be run. */
export type FileContent =
  | string
  | Buffer
  | null
  | { readonly symlink: string }
  | { readonly executable: string | Buffer };

export interface Signature {
  readonly name: string;
  readonly email: string;
}

export interface CommitRequest {
  readonly branch: string;
  /** The first parent; none begins a new history. */
  readonly parent: string | undefined;
  readonly message: string;
  readonly author: Signature;
  /** The author unless told. */
  readonly committer?: Signature | undefined;
  readonly at: Date;
  readonly write: Readonly<Record<string, FileContent>>;
  /** Drop everything the parent holds before writing. */
  readonly replace?: boolean;
}

const data = (content: string | Buffer): Buffer[] => {
  const bytes = Buffer.from(content);
  return [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')];
};

const change = (path: string, content: FileContent): Buffer[] => {
  const quoted = JSON.stringify(path);
  const put = (mode: string, body: string | Buffer) => [Buffer.from(`M ${mode} inline ${quoted}\n`), ...data(body)];
  if (content === null) return [Buffer.from(`D ${quoted}\n`)];
  if (typeof content === 'string' || Buffer.isBuffer(content)) return put('100644', content);
  return 'symlink' in content ? put('120000', content.symlink) : put('100755', content.executable);
};

/** Writes one commit onto a branch in one process, without a work tree; answers its id. */
export const importCommit = (gitDirectory: string, request: CommitRequest): Promise<string> => {
  const { branch, author, committer = author, at } = request;
  const signed = ({ name, email }: Signature) => `${name} <${email}> ${Math.floor(at.getTime() / 1000)} +0000`;
  const head = `commit refs/heads/${branch}\nmark :1\nauthor ${signed(author)}\ncommitter ${signed(committer)}\n`;
  const stream = [
    Buffer.from(head),
    ...data(request.message),
    Buffer.from(request.parent ? `from ${request.parent}\n` : ''),
    Buffer.from(request.replace ? 'deleteall\n' : ''),
    ...Object.entries(request.write).flatMap(([path, content]) => change(path, content)),
    Buffer.from('\nget-mark :1\ndone\n'),
  ];
  return gitText(gitDirectory, ['fast-import', '--quiet', '--force', '--done', '--date-format=raw'], {
    input: Buffer.concat(stream),
  });
};
